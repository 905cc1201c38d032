import { beforeAll, expect, test } from 'vitest';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy } from '#modules/lending/circulation/testing';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { carryOutRequest, createMember, exportMember, listConsents, makeRequest } from '#modules/people/members';
import { aLibrary, eraseByNumber } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets as secrets } from '../../../../../tests/support/bare-services.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { confirmLast } from '../../../../../tests/support/confirm-letters.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { toldAudience, type Audience } from '../client.ts';
import {
  addTopic,
  archiveTopic,
  changeTopic,
  countAudience,
  listLetterTopics,
  mayStillReceive,
  openTopics,
  saveOwnLetters,
  stopAddress,
  takeAudience,
  viewOwnLetters,
  viewTopics,
} from '../index.ts';
import { aSubscriber, aTopic, lettersPersonalData } from '../testing.ts';

const t = useTestDb();
const staff = (): Ctx => t.ctx({ grants: [{ libraryId: null, permissions: ['news.send'] }] });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
let libraryId = 0;
let made = 0;
const box = (): string => `pembaca${(made += 1)}@example.org`;
beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
});
const audience = (topicIds: number[], cut: Partial<Audience> = {}): Audience => ({
  ...{ topicIds, language: null, libraryId: null, attended: null, borrows: null, ...cut },
});
const emails = async (whom: Audience): Promise<string[]> =>
  (await takeAudience(t.db, whom, t.ctx().clock.now(), 0, 100)).map(({ email }) => email);

/** A grown-up member with a mailbox, and them signed in. */
async function member(birthDate = '1990-01-01'): Promise<{ id: number; number: string; email: string; me: Ctx }> {
  const email = box();
  const person = { fullName: `Pembaca ${made}`, category: 'umum', birthDate, email };
  const guardian = { guardianName: 'Dewi Lestari', guardianRelation: 'ibu', guardianConsent: true };
  const desk = { ...t.ctx(), libraryId };
  const { id, number, fullName } = await createMember(desk, {
    ...person,
    ...(birthDate > '2010' && { ...guardian, category: 'pelajar' }),
  });
  return { id, number, email, me: t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 }) };
}
const choice = (topicIds: number[]) => ({ topicIds, language: 'id' as const });

test('an audience is taken by rising ids, each once, however it is cut', async () => {
  const topic = await aTopic(t);
  const other = await aTopic(t);
  const ids: number[] = [];
  for (let n = 0; n < 5; n += 1)
    ids.push(await aSubscriber(t, { email: box(), topicIds: [topic, other], language: n % 2 === 0 ? 'id' : 'en' }));
  const now = t.ctx().clock.now();
  const both = audience([topic, other]);
  expect(await countAudience(t.db, both, now)).toBe(5);
  const taken: number[] = [];
  for (let after = 0; ;) {
    const part = await takeAudience(t.db, both, now, after, 2);
    taken.push(...part.map(({ subscriberId }) => subscriberId));
    const last = part.at(-1);
    if (!last) break;
    after = last.subscriberId;
  }
  expect(taken).toEqual(ids);
  expect(await countAudience(t.db, audience([topic], { language: 'en' }), now)).toBe(2);
  expect(await countAudience(t.db, audience([]), now)).toBe(0);
  const [first] = await takeAudience(t.db, audience([topic], { language: 'en' }), now, 0, 1);
  expect(first?.preferencesPath).toMatch(/^\/en\/langganan\/atur\/[0-9a-f]{32}\.[\w-]{32}$/);
  expect(first?.unsubscribeUrlPath).toMatch(
    new RegExp(`^/api/v1/subscriptions/unsubscribe/[0-9a-f]{32}\\.[\\w-]{32}\\.${topic}$`),
  );
});

test('those who came to a programme, by card or by the address that a guest left', async () => {
  const topic = await aTopic(t);
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId);
  const [session = 0] = sessionIds;
  const [came, stayed] = [box(), box()];
  const guests = [
    await makeParticipant(t.ctx(), id, { name: 'Datang', contact: came }),
    await makeParticipant(t.ctx(), id, { name: 'Tidak', contact: stayed }),
    await makeParticipant(t.ctx(), id, { name: 'Tak berlangganan', contact: box() }),
  ];
  for (const nth of [0, 2]) await makeAttendance(t.ctx(), session, guests[nth]?.id ?? 0);
  for (const email of [came, stayed]) await aSubscriber(t, { email, topicIds: [topic] });
  const one = await member();
  await aSubscriber(t, { email: one.email, topicIds: [topic], memberId: one.id });
  const card = await makeParticipant(t.ctx(), id, { memberNumber: one.number });
  await makeAttendance(t.ctx(), session, card.id);
  expect((await emails(audience([topic], { attended: id }))).toSorted()).toEqual([came, one.email].toSorted());
});

test('what somebody borrows is looked at with their consent alone', async () => {
  const topic = await aTopic(t);
  const [says, silent] = [await member(), await member()];
  for (const [one, reading] of [
    [says, true],
    [silent, false],
  ] as const) {
    await aSubscriber(t, { email: one.email, topicIds: [topic], memberId: one.id, reading });
    const itemBarcode = await makeCopy(t.ctx(), { title: 'Sejarah Blitar', barcode: `S-${made}-${one.id}`, libraryId });
    await t.db
      .updateTable('bib')
      .set({ ddc: '959.8' })
      .where('id', 'in', (eb) => eb.selectFrom('item').select('bibId').where('barcode', '=', itemBarcode))
      .execute();
    await checkOut({ ...t.ctx(), libraryId }, { memberNumber: one.number, itemBarcode });
  }
  expect(await emails(audience([topic], { borrows: '9' }))).toEqual([says.email]);
  expect(await emails(audience([topic], { borrows: '5' }))).toEqual([]);
  expect(await emails(audience([topic], { borrows: 'apa saja' }))).toEqual([]);
});

test('sizes of parts are told in tens and never of few; all of a topic are told as they are', () => {
  const told = (count: number) => toldAudience(count, false);
  expect([told(0), told(1), told(9)]).toEqual([{ kind: 'few' }, { kind: 'few' }, { kind: 'few' }]);
  // two parts that differ by one person say the same
  expect([told(45), told(44)]).toEqual([
    { kind: 'about', count: 40 },
    { kind: 'about', count: 40 },
  ]);
  expect(toldAudience(7, true)).toEqual({ kind: 'exact', count: 7 });
});

test('who withdrew after a letter was made gets nothing', async () => {
  const topic = await aTopic(t);
  const one = await member();
  await saveOwnLetters(one.me, secrets, choice([topic]));
  await confirmLast(t);
  const [taken] = await takeAudience(t.db, audience([topic]), t.ctx().clock.now(), 0, 1);
  const id = taken?.subscriberId ?? 0;
  expect(await mayStillReceive(t.db, [id], [topic])).toEqual(new Set([id]));
  await saveOwnLetters(one.me, secrets, choice([]));
  expect(await mayStillReceive(t.db, [id], [topic])).toEqual(new Set());
  expect(await mayStillReceive(t.db, [], [topic])).toEqual(new Set());
});

test('a member’s mailbox is asked once; from then on the account switches by itself', async () => {
  const [topic, second] = [await aTopic(t), await aTopic(t)];
  const one = await member();
  expect(await saveOwnLetters(one.me, secrets, choice([topic]))).toBe('asked');
  expect(await viewOwnLetters(one.me)).toMatchObject({ email: one.email, letters: null, waiting: [topic] });
  await confirmLast(t);
  expect(await saveOwnLetters(one.me, secrets, { ...choice([topic, second]), reading: true })).toBe('saved');
  expect((await viewOwnLetters(one.me)).letters).toMatchObject({ topicIds: [topic, second], reading: true });
  const { events } = await listConsents({ ...t.ctx(), libraryId }, one.number);
  expect(events.map(({ purpose, act, way, channel }) => [purpose, act, way, channel])).toEqual([
    ['letters_reading', 'given', 'email', 'web'],
    ['letters', 'given', 'email', 'web'],
    ['letters', 'given', 'email', 'email'],
  ]);
});

test('below 18 the own account cannot say yes, and may always say no', async () => {
  const topic = await aTopic(t);
  const child = await member('2015-03-14');
  expect(await code(saveOwnLetters(child.me, secrets, choice([topic])))).toBe('members.guardian_must_consent');
  await aSubscriber(t, { email: child.email, topicIds: [topic], memberId: child.id });
  expect(await saveOwnLetters(child.me, secrets, choice([]))).toBe('saved');
  expect(await emails(audience([topic]))).toEqual([]);
});

test('a member’s request to withdraw everything stops letters too, and a restriction is no mailing', async () => {
  const topic = await aTopic(t);
  const [one, two] = [await member(), await member()];
  for (const { id, email } of [one, two]) await aSubscriber(t, { email, topicIds: [topic], memberId: id });
  const desk = { ...t.ctx(), libraryId };
  const services = { personalData: [lettersPersonalData], storage: t.storage };
  for (const [who, kind] of [
    [one, 'withdraw'],
    [two, 'restrict'],
  ] as const) {
    const { id } = await makeRequest(desk, who.number, { kind });
    await carryOutRequest(desk, services, id);
  }
  expect(await emails(audience([topic]))).toEqual([]);
  expect((await viewOwnLetters(one.me)).letters?.topicIds).toEqual([]);
});

test('who confirms another mailbox in the account gets letters there alone', async () => {
  const topic = await aTopic(t);
  const one = await member();
  await aSubscriber(t, { email: box(), topicIds: [topic], memberId: one.id });
  const second = await aTopic(t);
  expect(await saveOwnLetters(one.me, secrets, choice([topic, second]))).toBe('asked');
  await confirmLast(t);
  expect(await emails(audience([topic, second]))).toEqual([one.email]);
});

test('a mailbox to which nothing arrived is asked anew before the account sends there again', async () => {
  const topic = await aTopic(t);
  const one = await member();
  await aSubscriber(t, { email: one.email, topicIds: [topic], memberId: one.id });
  await t.db
    .transaction()
    .execute(async (trx) => stopAddress(trx, t.ctx(), { email: one.email, why: 'bounced', detail: '' }));
  expect(await saveOwnLetters(one.me, secrets, { topicIds: [topic], language: 'en' })).toBe('asked');
  expect((await viewOwnLetters(one.me)).letters).toMatchObject({ stopped: 'bounced', language: 'en' });
  expect(await emails(audience([topic]))).toEqual([]);
  await confirmLast(t);
  expect(await emails(audience([topic]))).toEqual([one.email]);
});

test('whose mailbox becomes that of another card is not read by the consent of the first', async () => {
  const topic = await aTopic(t);
  const [one, two] = [await member(), await member()];
  await aSubscriber(t, { email: two.email, topicIds: [topic], memberId: one.id, reading: true });
  expect(await saveOwnLetters(two.me, secrets, choice([topic]))).toBe('asked');
  await confirmLast(t);
  expect((await viewOwnLetters(two.me)).letters).toMatchObject({ topicIds: [topic], reading: false });
  const desk = { ...t.ctx(), libraryId };
  const { id } = await makeRequest(desk, one.number, { kind: 'withdraw' });
  await carryOutRequest(desk, { personalData: [lettersPersonalData], storage: t.storage }, id);
  expect((await viewOwnLetters(two.me)).letters).toMatchObject({ topicIds: [topic] });
});

test('a member’s request to withdraw everything stops what was asked for before the card was known, too', async () => {
  const [topic, second] = [await aTopic(t), await aTopic(t)];
  const one = await member();
  await aSubscriber(t, { email: one.email, topicIds: [topic] });
  expect(await saveOwnLetters(one.me, secrets, choice([topic, second]))).toBe('asked');
  await confirmLast(t);
  const desk = { ...t.ctx(), libraryId };
  const { id } = await makeRequest(desk, one.number, { kind: 'withdraw' });
  await carryOutRequest(desk, { personalData: [lettersPersonalData], storage: t.storage }, id);
  expect((await viewOwnLetters(one.me)).letters?.topicIds).toEqual([]);
});

test('an erasure takes the address, and leaves the ledger; before it the member reads all of it', async () => {
  const topic = await aTopic(t);
  const one = await member();
  await aSubscriber(t, { email: one.email, topicIds: [topic], memberId: one.id });
  const told = JSON.stringify(
    await exportMember({ ...t.ctx(), libraryId }, { personalData: [lettersPersonalData], secrets }, one.number),
  );
  expect(told).toContain('"purpose":"letters"');
  expect(told).toContain(one.email);
  await eraseByNumber(t.ctx(), [lettersPersonalData], one.number);
  expect(await t.db.selectFrom('letterSubscriber').select('id').where('email', '=', one.email).execute()).toEqual([]);
  const lines = await t.db
    .selectFrom('consentEvent')
    .select('act')
    .where('memberId', '=', one.id)
    .orderBy('id')
    .execute();
  expect(lines.map(({ act }) => act)).toEqual(['given', 'withdrawn']);
});

test('topics: one name once, also when two add it at the same moment; a code stays', async () => {
  const words = { nameId: 'Café & Buku!', nameEn: 'Coffee and books' };
  const both = await Promise.all([outcome(addTopic(staff(), null, words)), outcome(addTopic(staff(), null, words))]);
  expect(both.toSorted()).toEqual(['done', 'subscriptions.topic_twice']);
  const topic = (await openTopics(t.ctx())).find(({ name }) => name.id === 'Café & Buku!');
  if (!topic) throw new Error('it is there');
  expect(topic.code).toBe('cafe-buku');
  await changeTopic(staff(), topic.id, { nameId: 'Kopi', nameEn: 'Coffee', version: topic.version });
  expect(await code(changeTopic(staff(), topic.id, { nameId: 'X', nameEn: 'Y', version: topic.version }))).toBe(
    'platform.version_conflict',
  );
  expect((await openTopics(t.ctx())).find(({ id }) => id === topic.id)).toMatchObject({
    code: 'cafe-buku',
    name: { id: 'Kopi' },
  });
  await archiveTopic(staff(), topic.id, topic.version + 1);
  expect((await listLetterTopics(t.db)).map(({ id }) => id)).not.toContain(topic.id);
  for (const nameId of ['', 'a'.repeat(200_000), 'a\0'])
    expect(await code(addTopic(staff(), null, { nameId, nameEn: 'x' }))).toBe('platform.invalid_input');
});

test('a topic of a library is edited by who sends letters there; others read it', async () => {
  const turi = await aLibrary(t.ctx(), 'TURI');
  const there = t.ctx({ grants: [{ libraryId: turi.id, permissions: ['news.send'] }] });
  const id = await addTopic(there, turi.id, { nameId: 'Kabar Turi', nameEn: 'News of Turi' });
  expect(await code(addTopic(there, null, { nameId: 'Semua', nameEn: 'All' }))).toBe('platform.forbidden');
  const elsewhere = t.ctx({ grants: [{ libraryId, permissions: ['news.send'] }] });
  expect(await code(archiveTopic(elsewhere, id, 0))).toBe('platform.forbidden');
  expect((await viewTopics(elsewhere)).find((topic) => topic.id === id)).toMatchObject({ subscribers: 0 });
  expect(await code(viewTopics(t.ctx({ kind: 'anonymous' })))).toBe('platform.sign_in_needed');
});
