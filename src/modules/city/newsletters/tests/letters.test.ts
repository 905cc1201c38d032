import { beforeAll, expect, test } from 'vitest';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { searchAudit } from '#modules/ground/audit';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addLetterBlock,
  approveLetter,
  beginLetter,
  cancelLetter,
  checkLetter,
  countLetters,
  getLetter,
  lettersBetween,
  listLetters,
  previewLetter,
  reachOf,
  removeLetter,
  reopenLetter,
  saveLetterBlock,
  scheduleLetter,
  submitLetter,
} from '../index.ts';
import {
  aDraft,
  aStaffPair,
  head,
  ORIGIN,
  scheduled,
  text,
  versionOf,
} from '../../../../../tests/support/letter-house.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
let staff: Awaited<ReturnType<typeof aStaffPair>>;
let topicId = 0;
beforeAll(async () => {
  staff = await aStaffPair(t);
  topicId = await aTopic(t);
});
const at = async (id: number) => ({ version: await versionOf(staff.dewi(), id), origin: ORIGIN });
const stateOf = async (id: number) => (await getLetter(staff.dewi(), id)).state;

test('a letter is written, read by a second person, and goes out at its hour', async () => {
  const { dewi, arif } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId] });
  await submitLetter(dewi(), id, await at(id));
  expect(await stateOf(id)).toBe('submitted');
  expect(await code(approveLetter(dewi(), id, await at(id)))).toBe('newsletters.own_approval');
  await approveLetter(arif(), id, await at(id));
  expect(await getLetter(dewi(), id)).toMatchObject({ state: 'approved', submittedBy: 'Dewi', approvedBy: 'Arif' });
  const sendAt = new Date(t.clock.now().getTime() + 3_600_000);
  await scheduleLetter(dewi(), id, { version: await versionOf(dewi(), id), sendAt });
  expect(await getLetter(dewi(), id)).toMatchObject({ state: 'scheduled', sendAt });
  const trace = await searchAudit(t.ctx(), { entity: 'newsletter', entityId: String(id), limit: 50 });
  expect(trace.map(({ action }) => action)).toEqual([
    'newsletter.scheduled',
    'newsletter.approved',
    'newsletter.submitted',
    'newsletter.head_saved',
    'newsletter.drafted',
  ]);
});

test('what was approved is not written any more, until somebody takes the approval back', async () => {
  const { dewi, arif } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Jam buka baru' });
  await submitLetter(dewi(), id, await at(id));
  await approveLetter(arif(), id, await at(id));
  expect(await code(addLetterBlock(dewi(), id, { after: null, ...text('Tambahan') }))).toBe(
    'newsletters.state_forbids',
  );
  expect(await code(head(dewi(), id, { subject: 'Lain' }))).toBe('newsletters.state_forbids');
  await reopenLetter(dewi(), id, await versionOf(dewi(), id));
  expect(await getLetter(dewi(), id)).toMatchObject({ state: 'draft', approvedBy: '', versionId: null });
  await addLetterBlock(dewi(), id, { after: null, ...text('Tambahan') });
});

test('whoever changes a letter that waits has it read anew', async () => {
  const { dewi } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Buku baru' });
  await submitLetter(dewi(), id, await at(id));
  const [block] = (await getLetter(dewi(), id)).writing.blocks;
  await saveLetterBlock(dewi(), id, { id: block?.id ?? 0, version: block?.version ?? 0, ...text('Lain') });
  expect(await getLetter(dewi(), id)).toMatchObject({ state: 'draft', submittedBy: '' });
});

test('of two who approve at once one is told', async () => {
  const { dewi, arif } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Bersamaan' });
  await submitLetter(dewi(), id, await at(id));
  const seen = await at(id);
  const both = await Promise.all([outcome(approveLetter(arif(), id, seen)), outcome(approveLetter(arif(), id, seen))]);
  expect(both.toSorted()).toEqual(['done', 'platform.version_conflict']);
});

test('a letter without a topic or without words is not submitted', async () => {
  const { dewi } = staff;
  const nobody = await aDraft(dewi(), { topicIds: [], subject: 'Untuk siapa' });
  expect(await code(submitLetter(dewi(), nobody, await at(nobody)))).toBe('newsletters.no_topics');
  const broken = await aDraft(dewi(), {
    topicIds: [topicId],
    subject: 'Tautan rusak',
    blocks: [{ body: { kind: 'button', label: 'Lihat', href: 'https://' }, english: null }],
  }).then(
    () => 'written',
    () => 'refused',
  );
  expect(broken).toBe('refused');
});

test('nobody chooses topics or campaigns that are not theirs', async () => {
  const { dewi } = staff;
  const own = await aLibrary(t.ctx(), 'GEDOG');
  const other = await aLibrary(t.ctx(), 'SANANWETAN');
  const foreign = await aTopic(t, { libraryId: other.id });
  const id = await beginLetter(dewi(), { libraryId: own.id, subject: 'Kabar Gedog' });
  expect((await refusal(head(dewi(), id, { topicIds: [foreign] }))).fields).toEqual({ topicIds: 'unknown' });
  expect((await refusal(head(dewi(), id, { campaign: 'tidak-ada' }))).fields).toEqual({ campaign: 'unknown' });
  expect((await refusal(head(dewi(), id, { attendedId: 999_999 }))).fields).toEqual({ attendedId: 'unknown' });
  expect((await refusal(head(dewi(), id, { nearId: 999_999 }))).fields).toEqual({ nearId: 'unknown' });
});

test('a librarian writes letters of the own library alone', async () => {
  const own = await aLibrary(t.ctx(), 'GEDOG');
  const gedog = (): Ctx => t.ctx({ name: 'Rini', grants: [{ libraryId: own.id, permissions: ['news.send'] }] });
  expect(await code(beginLetter(gedog(), { subject: 'Untuk kota' }))).toBe('platform.forbidden');
  const id = await beginLetter(gedog(), { libraryId: own.id, subject: 'Untuk Gedog' });
  const network = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Untuk semua' });
  expect(await code(getLetter(gedog(), network))).toBe('platform.forbidden');
  const seen = (await listLetters(gedog(), { states: ['draft'], limit: 50 })).letters.map((letter) => letter.id);
  expect(seen).toContain(id);
  expect(seen).not.toContain(network);
  expect((await countLetters(gedog())).draft).toBe(seen.length);
  expect(await code(listLetters(t.ctx({ kind: 'anonymous' }), { states: ['draft'], limit: 5 }))).toBe(
    'platform.sign_in_needed',
  );
});

test('what nobody could mean is refused with a sentence', async () => {
  const { dewi } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Batas' });
  expect(await code(head(dewi(), id, { subject: 'a'.repeat(200_000) }))).toBe('platform.invalid_input');
  expect(await code(head(dewi(), id, { preheader: 'a\0b' }))).toBe('platform.invalid_input');
  expect(await code(head(dewi(), id, { topicIds: [2 ** 60] }))).toBe('platform.invalid_input');
  await head(dewi(), id, { subject: 'Dua\r\nBcc: lain@example.org' });
  expect((await getLetter(dewi(), id)).subject).toBe('Dua Bcc: lain@example.org');
  await submitLetter(dewi(), id, await at(id));
  await approveLetter(staff.arif(), id, await at(id));
  const { version } = await at(id);
  expect(await code(scheduleLetter(dewi(), id, { version, sendAt: new Date('9999-12-31T00:00:00Z') }))).toBe(
    'platform.invalid_input',
  );
  expect(
    (await refusal(scheduleLetter(dewi(), id, { version, sendAt: new Date('2020-01-01T00:00:00Z') }))).fields,
  ).toEqual({
    sendAt: 'in_past',
  });
});

test('a letter that was called off does not go out, and says why', async () => {
  const { dewi } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Batal' });
  await scheduled(staff, id, new Date(t.clock.now().getTime() + 3_600_000));
  const { version } = await at(id);
  expect(await code(cancelLetter(dewi(), id, { version, why: ' ' }))).toBe('platform.invalid_input');
  await cancelLetter(dewi(), id, { version, why: 'Acaranya ditunda' });
  expect(await getLetter(dewi(), id)).toMatchObject({ state: 'cancelled', cancelledWhy: 'Acaranya ditunda' });
  expect(await code(scheduleLetter(dewi(), id, { ...(await at(id)), sendAt: null }))).toBe('newsletters.state_forbids');
});

test('a draft is deleted, what was submitted is not', async () => {
  const { dewi } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Hapus' });
  await submitLetter(dewi(), id, await at(id));
  expect(await code(removeLetter(dewi(), id, await versionOf(dewi(), id)))).toBe('newsletters.state_forbids');
  await reopenLetter(dewi(), id, await versionOf(dewi(), id));
  await removeLetter(dewi(), id, await versionOf(dewi(), id));
  expect(await code(getLetter(dewi(), id))).toBe('newsletters.not_found');
});

test('the size of an audience is everybody who chose the topic, or those of them who came', async () => {
  const { dewi } = staff;
  const cooking = await aTopic(t);
  await aSubscriber(t, { email: 'satu@example.org', topicIds: [cooking] });
  await aSubscriber(t, { email: 'dua@example.org', topicIds: [cooking] });
  const id = await aDraft(dewi(), { topicIds: [cooking], subject: 'Masak' });
  expect(await reachOf(dewi(), id)).toEqual({ count: 2, isGroup: false });
  await head(dewi(), id, { borrows: 'anak' });
  expect(await reachOf(dewi(), id)).toEqual({ count: 0, isGroup: true });
});

test('a letter is looked through in both of its languages, and is shown in both', async () => {
  const { dewi } = staff;
  const id = await aDraft(dewi(), {
    topicIds: [topicId],
    subject: 'GRATIS!!! KLIK DI SINI SEKARANG!!!',
    subjectEn: 'Story afternoon',
    blocks: [text('Sulastri mendongeng.', 'Sulastri tells stories.')],
  });
  const checks = await checkLetter(dewi(), id, ORIGIN);
  expect(checks.some(({ code: what, language }) => what === 'subject_shouting' && language === 'id')).toBe(true);
  expect(checks.some(({ language, severity }) => language === 'en' && severity === 'stop')).toBe(false);
  const english = await previewLetter(dewi(), id, { origin: ORIGIN, locale: 'en' });
  expect(english.subject).toBe('Story afternoon');
  expect(english.html).toContain('Sulastri tells stories.');
  expect(english.text).toContain('Sulastri tells stories.');
});

test('the calendar knows letters by the hour at which they go out', async () => {
  const { dewi } = staff;
  const id = await aDraft(dewi(), { topicIds: [topicId], subject: 'Kalender' });
  const sendAt = new Date('2026-12-24T09:00:00+07:00');
  await scheduled(staff, id, sendAt);
  const found = await lettersBetween(
    t.db,
    [],
    new Date('2026-12-24T00:00:00+07:00'),
    new Date('2026-12-25T00:00:00+07:00'),
  );
  expect(found).toEqual([
    { id, title: 'Kalender', state: 'scheduled', at: sendAt, href: `/staf/kabar/surat-kabar/${id}` },
  ]);
});
