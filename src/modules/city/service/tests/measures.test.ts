import { beforeAll, expect, test } from 'vitest';
import { getEntry } from '#modules/city/answers';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { getLibrary, replaceOpeningHours } from '#modules/ground/libraries';
import { makeProgram } from '#modules/community/programs/testing';
import { makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import type { PromiseSpan } from '#platform/promise-measures';
import { localDate } from '#shared/dates';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTicket, draftAnswer, mergeTickets, viewTicket } from '../index.ts';
import type { AboutKind } from '../client.ts';
import { promiseMeasures } from '../promise-measures.ts';
import type { TicketKind } from '../rules/states.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const needs = { secrets: testSecrets, storage: t.storage };
let kota = 0;
let desk: (permissions?: string[]) => Ctx;
const at = (text: string): Date => new Date(`${text}+07:00`);
const spanAt = (now: string): PromiseSpan => ({
  ...{ from: '2026-09-01', to: '2026-09-30', zone: 'Asia/Jakarta', now: at(now) },
  ...{ after: at('2026-09-01T00:00:00'), before: at('2026-10-01T00:00:00') },
});
const measured = async (key: string, now: string, limit: number) =>
  promiseMeasures.find((one) => one.key === key)?.count(t.db, spanAt(now), limit);

beforeAll(async () => {
  t.clock.set('2026-09-01T07:00:00+07:00');
  kota = (await aLibrary(t.ctx())).id;
  const { version } = await getLibrary(t.ctx(), kota);
  const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 }));
  await replaceOpeningHours(t.ctx(), kota, version, week);
  const { id } = await makeAccount(t, { username: 'dewi', homeLibraryId: kota });
  desk = (permissions = ['*']) => t.ctx({ id, name: 'Dewi', grants: [{ libraryId: null, permissions }] });
});

async function sent(on: string, kind: TicketKind): Promise<number> {
  t.clock.set(`${on}+07:00`);
  const { number } = await sendOne(t.ctx({ kind: 'anonymous' }), needs, {
    kind,
    libraryId: kota,
    text: `Ditulis ${on}`,
  });
  return findByNumber(t.ctx(), number);
}
async function answered(id: number, on: string): Promise<void> {
  t.clock.set(`${on}+07:00`);
  const { version } = await viewTicket(desk(), id);
  await answerTicket(desk(), id, { text: 'Kami cari, dan sudah ketemu.', outcome: 'resolved', version });
}

test('what is answered within two working days is kept, whatever the weekend; what is late or never answered is not; what is not due is nothing yet', async () => {
  // Thursday afternoon to Monday noon: less than sixteen hours of work
  await answered(await sent('2026-09-03T15:00:00', 'question'), '2026-09-07T12:00:00');
  const late = await sent('2026-09-07T09:00:00', 'complaint');
  await answered(late, '2026-09-10T08:59:00');
  const never = await sent('2026-09-14T09:00:00', 'complaint');
  const same = await sent('2026-09-14T10:00:00', 'complaint');
  t.clock.set('2026-09-14T11:00:00+07:00');
  await mergeTickets(desk(), never, (await viewTicket(desk(), same)).number);
  await sent('2026-09-30T15:00:00', 'question');
  expect(await measured('tickets_answered', '2026-10-01T09:00:00', 2)).toEqual({ n: 3, kept: 1 });
  expect(await measured('tickets_answered', '2026-10-05T09:00:00', 2)).toEqual({ n: 4, kept: 1 });
  expect(await measured('tickets_answered', '2026-10-01T09:00:00', 3)).toEqual({ n: 3, kept: 2 });
  expect(await measured('complaints_solved', '2026-10-01T09:00:00', 5)).toEqual({ n: 2, kept: 1 });
});

test('what is promised is an answer to questions and complaints: a suggestion and praise, for which the desk has longer, are in no figure', async () => {
  const before = await measured('tickets_answered', '2026-10-05T09:00:00', 2);
  await sent('2026-09-15T09:00:00', 'suggestion');
  await sent('2026-09-15T09:05:00', 'praise');
  expect(await measured('tickets_answered', '2026-10-05T09:00:00', 2)).toEqual(before);
  await sent('2026-09-15T09:10:00', 'question');
  expect((await measured('tickets_answered', '2026-10-05T09:00:00', 2))?.n).toBe((before?.n ?? 0) + 1);
});

test('an answer becomes a draft of a question and answer for everybody, by whoever may write those', async () => {
  const id = await sent('2026-09-21T09:00:00', 'question');
  expect((await refusal(draftAnswer(desk(), id))).code).toBe('service.not_answered_yet');
  await answered(id, '2026-09-21T10:00:00');
  expect((await refusal(draftAnswer(desk(['enquiries.answer']), id))).code).toBe('platform.forbidden');
  const draft = await getEntry(desk(), await draftAnswer(desk(), id));
  expect(draft).toMatchObject({ state: 'draft', answer: 'Kami cari, dan sudah ketemu.' });
  const bibId = await makeBib(t.ctx(), { title: 'Sejarah Blitar' });
  const cites = await sent('2026-09-22T09:00:00', 'question');
  const { version } = await viewTicket(desk(), cites);
  const url = 'https://blitarkota.example.org/sejarah?b=1';
  const text = `Baca /katalog/${bibId} (juga /katalog/999999), dan ${url}. Lihat ${url}!`;
  await answerTicket(desk(), cites, { text, outcome: 'resolved', version });
  const { sources } = await getEntry(desk(), await draftAnswer(desk(), cites));
  expect(sources).toMatchObject([
    { kind: 'record', bibId, title: 'Sejarah Blitar' },
    { kind: 'web', url, seenOn: localDate(t.clock.now(), 'Asia/Jakarta') },
  ]);
});

test('a draft stands under the theme of what was asked about', async () => {
  t.clock.set('2026-09-23T09:00:00+07:00');
  const member = await makeMember(t.ctx(), { number: '3572001', fullName: 'Ratih Wulandari', homeLibrary: 'KOTA' });
  const { id: memberId } = await t.db
    .selectFrom('member')
    .select('id')
    .where('number', '=', member)
    .executeTakeFirstOrThrow();
  const asker: Ctx = t.ctx({ kind: 'member', id: memberId, number: member, name: 'Ratih Wulandari', sessionId: 1 });
  const about = (kind: AboutKind, id: number | string) => ({ about: { kind, ref: String(id) } });
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  const program = await makeProgram(t.ctx(), kota);
  const loan = await makeLoan(t.ctx(), { memberNumber: member, libraryId: kota });
  const asked: [string, Parameters<typeof sendOne>[2], string?][] = [
    ['finding', about('bib', bibId)],
    ['programs', about('program', program.id)],
    ['places', about('library', kota)],
    ['loans', { ...about('loan', loan), contactKind: 'account' }],
    // of what its words may be about a page and nothing say nothing
    ['places', about('page', '/katalog')],
    ['places', {}],
    ['together', { kind: 'suggestion' }],
    ['finding', {}, `Ada: /katalog/${bibId}`],
  ];
  for (const [theme, more, text = 'Sudah kami jawab.'] of asked) {
    const { number } = await sendOne(asker, needs, { libraryId: kota, ...more });
    const id = await findByNumber(t.ctx(), number);
    const { version } = await viewTicket(desk(), id);
    await answerTicket(desk(), id, { text, outcome: 'resolved', version });
    expect(await getEntry(desk(), await draftAnswer(desk(), id)), JSON.stringify(more)).toMatchObject({ theme });
  }
});
