import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { deleteViewers } from '../data/viewers.queries.ts';
import { forgetSenders } from '../forget-senders.ts';
import {
  answerAids,
  answerTicket,
  askedByLink,
  followTicket,
  listTargets,
  listTickets,
  listViewers,
  mergeTickets,
  pageChanges,
  rateByLink,
  saveCannedAnswer,
  setRough,
  setTarget,
  showPresence,
  splitTicket,
  tellChange,
  viewTicket,
} from '../index.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const BOTH = ['enquiries.answer', 'complaints.answer'];
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const needs = { secrets: testSecrets, storage: t.storage };
const ip = '198.51.100.1';
let kota = 0;
let gedog = 0;
let dewi: { id: number; name: string };
let arif: { id: number; name: string };
const desk = (who = dewi, permissions = BOTH, at: number | null = kota): Ctx =>
  t.ctx({ ...who, grants: [{ libraryId: at, permissions }] });
const manager = (): Ctx => desk(dewi, ['settings.manage'], null);

beforeAll(async () => {
  kota = (await aLibrary(t.ctx())).id;
  gedog = (await aLibrary(t.ctx(), 'GEDOG')).id;
  const account = async (username: string, name: string) => ({
    id: (await makeAccount(t, { username, fullName: name, grants: [{ role: 'head', libraryId: kota }] })).id,
    name,
  });
  dewi = await account('dewi', 'Dewi Lestari');
  arif = await account('arif', 'Arif Budiman');
});

async function sent(more: Parameters<typeof sendOne>[2] = {}, ctx = guest()) {
  const one = await sendOne(ctx, needs, more);
  return { ...one, id: await findByNumber(t.ctx(), one.number) };
}
const answered = async (id: number, outcome: 'resolved' | 'waiting_patron' = 'resolved') => {
  const { version } = await viewTicket(desk(), id);
  await answerTicket(desk(), id, { text: 'Sudah kami betulkan.', outcome, version });
};
const toldOf = async (id: number) =>
  t.db.selectFrom('guestMessage').selectAll().where('about', '=', `ticket:${id}`).orderBy('id').execute();
const keyOf = async (id: number): Promise<string> =>
  (await t.db.selectFrom('ticket').select('rateKey').where('id', '=', id).executeTakeFirstOrThrow()).rateKey;

test('two who have a ticket open see each other, and which of them has begun to write', async () => {
  const { id } = await sent();
  expect(await showPresence(desk(), id, { writes: true })).toEqual([]);
  expect(await showPresence(desk(arif), id, { writes: false })).toEqual([{ name: 'Dewi Lestari', writes: true }]);
  expect(await showPresence(desk(), id, { writes: true })).toEqual([{ name: 'Arif Budiman', writes: false }]);
  // whoever has gone is not there any longer, and no trace is left after a day
  await t.db
    .updateTable('ticketViewer')
    .set({ seenAt: new Date(Date.now() - 61_000) })
    .execute();
  expect(await listViewers(desk(arif), id)).toEqual([]);
  await deleteViewers(t.db);
  expect(await t.db.selectFrom('ticketViewer').select('accountId').execute()).toHaveLength(2);
  await t.db
    .updateTable('ticketViewer')
    .set({ seenAt: new Date(Date.now() - 86_460_000) })
    .execute();
  await deleteViewers(t.db);
  expect(await t.db.selectFrom('ticketViewer').select('accountId').execute()).toEqual([]);
});

test('a page that was only asked for shows who is there and shows nobody', async () => {
  const { id } = await sent();
  await showPresence(desk(), id, { writes: false });
  expect(await listViewers(desk(arif), id)).toEqual([{ name: 'Dewi Lestari', writes: false }]);
  expect(await listViewers(desk(), id)).toEqual([]);
});

test('who may not answer a ticket is not seen at it and sees nobody', async () => {
  const { id } = await sent({ kind: 'complaint' });
  const asks = desk(arif, ['enquiries.answer']);
  expect(await code(showPresence(asks, id, { writes: true }))).toBe('platform.forbidden');
  expect(await code(listViewers(desk(arif, BOTH, gedog), id))).toBe('platform.forbidden');
  expect(await code(showPresence(guest(), id, { writes: true }))).toMatch(/^platform\./);
  expect(await listViewers(desk(), id)).toEqual([]);
});

test('two pages of one person at once are one', async () => {
  const { id } = await sent();
  await Promise.all([1, 2, 3, 4].map(async (n) => showPresence(desk(), id, { writes: n % 2 === 0 })));
  expect(await listViewers(desk(arif), id)).toHaveLength(1);
});

test('rough words are folded away, lists call the ticket otherwise, and it is answered as usual', async () => {
  const { id, code: key } = await sent({ kind: 'complaint', text: 'Dasar kalian semua bodoh. Kipasnya mati.' });
  const before = await viewTicket(desk(), id);
  const [message] = before.messages;
  await setRough(desk(), id, { messageId: message?.id ?? 0, rough: true, title: 'Kipas mati' });
  const after = await viewTicket(desk(), id);
  expect(after.messages[0]).toMatchObject({ rough: true, text: message?.text });
  expect(after.title).toBe('Kipas mati');
  const { data } = await listTickets(desk(), { queue: 'complaints', tab: 'needs_answer' }, { limit: 100 });
  expect(data.find((line) => line.id === id)?.title).toBe('Kipas mati');
  expect(after.clocks.first?.dueAt).toEqual(before.clocks.first?.dueAt);
  // whoever wrote it reads their own words
  expect((await followTicket(guest(), { code: key, ip })).messages[0]?.text).toBe(message?.text);
  const part = await splitTicket(desk(), id, { messageId: message?.id ?? 0, kind: 'complaint' });
  expect(await viewTicket(desk(), part.id)).toMatchObject({ title: 'Kipas mati', messages: [{ rough: true }] });
  await answered(id);
  await setRough(desk(), id, { messageId: message?.id ?? 0, rough: false });
  expect(await viewTicket(desk(), id)).toMatchObject({ title: 'Kipas mati', messages: [{ rough: false }, {}] });
  const acts = await t.db.selectFrom('auditEvent').select('action').where('entityId', '=', String(id)).execute();
  expect(acts.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['ticket.words_folded', 'ticket.words_shown']),
  );
});

test('only words of people are folded, of this ticket, by who may answer it', async () => {
  const [mine, other] = [await sent(), await sent()];
  await answered(mine.id, 'waiting_patron');
  const { messages } = await viewTicket(desk(), mine.id);
  const fold = async (ctx: Ctx, messageId: number, title = '') =>
    code(setRough(ctx, mine.id, { messageId, rough: true, title }));
  expect(await fold(desk(), messages[1]?.id ?? 0)).toBe('service.ticket_not_found');
  const [foreign] = (await viewTicket(desk(), other.id)).messages;
  expect(await fold(desk(), foreign?.id ?? 0)).toBe('service.ticket_not_found');
  expect(await fold(desk(arif, BOTH, gedog), messages[0]?.id ?? 0)).toBe('platform.forbidden');
  expect(await fold(desk(), messages[0]?.id ?? 0, 'x'.repeat(200_000))).toBe('platform.invalid_input');
  expect((await viewTicket(desk(), mine.id)).messages.every(({ rough }) => !rough)).toBe(true);
});

test('what changed weeks after the answer is told to all whose ticket it is, and stands for everybody', async () => {
  const contact = { contactKind: 'email' as const, contact: 'sri@example.org' };
  const [first, second] = [await sent({ kind: 'complaint', ...contact }), await sent({ kind: 'complaint' })];
  await mergeTickets(desk(), second.id, first.number);
  const early = await viewTicket(desk(), second.id);
  const change = { changeText: 'Kipas di ruang baca sudah diganti.', changePublic: true };
  expect(await code(tellChange(desk(), second.id, { ...change, version: early.version }))).toBe(
    'service.ticket_not_ended',
  );
  await answered(second.id);
  const done = await viewTicket(desk(), second.id);
  await tellChange(desk(), second.id, { ...change, version: done.version });
  const now = await viewTicket(desk(), second.id);
  expect(now).toMatchObject({ state: 'resolved', ...change, resolvedAt: done.resolvedAt });
  expect(now.clocks).toMatchObject({ first: { state: 'met' }, solve: { state: 'met' } });
  const told = (await toldOf(first.id)).at(-1);
  expect(told?.params).toMatchObject({ news: 'changed', change: change.changeText });
  expect((await followTicket(guest(), { code: second.code, ip })).changeText).toBe(change.changeText);
  expect((await pageChanges(t.ctx(), { limit: 5 })).data[0]).toMatchObject({ text: change.changeText });
});

test('two who tell a change at once: one is refused and nobody is told twice', async () => {
  const { id } = await sent({ contactKind: 'email', contact: 'adi@example.org' });
  await answered(id);
  const { version } = await viewTicket(desk(), id);
  const tell = async (ctx: Ctx, changeText: string) => tellChange(ctx, id, { changeText, version });
  const both = await Promise.allSettled([tell(desk(), 'Lampu baru.'), tell(desk(arif), 'Kursi baru.')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const news = (await toldOf(id)).filter(({ params }) => JSON.stringify(params).includes('"changed"'));
  expect(news).toHaveLength(1);
  expect(await code(tellChange(desk(arif, ['enquiries.answer'], gedog), id, { changeText: 'x', version }))).toBe(
    'platform.forbidden',
  );
});

test('the limit of the law stands beside the promise, with its rule', async () => {
  const own = { kind: 'complaint' as const, firstDays: 2, solveDays: 5 };
  const rule = { source: 'Contoh Perwali 12/2025 pasal 4', lawDays: 14 };
  await setTarget(manager(), { ...own, ...rule });
  const { id, code: key } = await sent({ kind: 'complaint' });
  const { clocks } = await viewTicket(desk(), id);
  expect(clocks.law).toMatchObject({ days: 14, unit: 'working', source: rule.source, state: 'running' });
  expect(clocks.law?.dueAt?.getTime()).toBeGreaterThan(clocks.solve?.dueAt?.getTime() ?? Number.POSITIVE_INFINITY);
  expect((await followTicket(guest(), { code: key, ip })).clocks.law).toMatchObject({ days: 14 });
  expect(await listTargets({ db: t.db })).toContainEqual({ ...own, ...rule, lawUnit: 'working' });
  for (const wrong of [
    { ...own, source: '', lawDays: 14 },
    { ...own, ...rule, lawDays: 4 },
    { ...own, ...rule, lawDays: 366 },
  ]) {
    expect(await code(setTarget(manager(), wrong))).toBe('platform.invalid_input');
  }
  // five working days are more than five days of the calendar: both may stand
  await setTarget(manager(), { ...own, ...rule, lawDays: 5, lawUnit: 'calendar' });
  expect((await viewTicket(desk(), id)).clocks.law).toMatchObject({ days: 5, unit: 'calendar' });
});

test('who wrote in English is answered by the English words where there are some', async () => {
  const [both, one] = ['Jam buka', 'Kartu'];
  await saveCannedAnswer(manager(), null, {
    title: both,
    text: 'Halo {nama}, kami buka.',
    textEn: 'Hello {nama}, we are open.',
  });
  await saveCannedAnswer(manager(), null, { title: one, text: 'Bawa KTP.' });
  const english = await sent(
    { contactKind: 'email', contact: 'jo@example.org', contactName: 'Jo' },
    { ...guest(), locale: 'en' },
  );
  const said = async (id: number) => {
    const { canned } = await answerAids(desk(), await viewTicket(desk(), id));
    return Object.fromEntries(canned.map(({ title, text }) => [title, text]));
  };
  expect(await said(english.id)).toMatchObject({ [both]: 'Hello Jo, we are open.', [one]: 'Bawa KTP.' });
  expect(await said((await sent()).id)).toMatchObject({ [both]: 'Halo, kami buka.' });
});

test('by the link of a mail it is judged once, after it is solved, and nothing of it is read', async () => {
  const { id, number } = await sent({ contactKind: 'email', contact: 'wayan@example.org', text: 'Rahasia saya.' });
  const key = await keyOf(id);
  const yes = { rating: 'yes' as const, words: 'Cepat.' };
  expect(await askedByLink(guest(), key)).toEqual({
    number,
    libraryName: expect.any(String) as string,
    may: 'not_yet',
  });
  expect(await code(rateByLink(guest(), key, yes))).toBe('service.ticket_not_ended');
  await answered(id);
  const both = await Promise.allSettled([rateByLink(guest(), key, yes), rateByLink(guest(), key, yes)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(rateByLink(guest(), key, yes))).toBe('service.already_rated');
  expect(await viewTicket(desk(), id)).toMatchObject({ rating: 'yes', ratingWords: 'Cepat.' });
  expect((await askedByLink(guest(), key)).may).toBe('rated');
});

test('a link that nobody was given, or whose sender is forgotten, leads nowhere', async () => {
  const { id } = await sent({ contactKind: 'email', contact: 'made@example.org' });
  await answered(id);
  const key = await keyOf(id);
  for (const wrong of ['', 'x', '\0', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'a'.repeat(200_000), String(id)]) {
    expect(await code(askedByLink(guest(), wrong))).toBe('service.ticket_not_found');
  }
  await t.db
    .updateTable('ticket')
    .set({ state: 'closed', closedAt: new Date('2020-01-01') })
    .where('id', '=', id)
    .execute();
  await t.db.transaction().execute(async (trx) => forgetSenders(trx, t.ctx(), { before: new Date('2021-01-01') }));
  expect(await code(rateByLink(guest(), key, { rating: 'no' }))).toBe('service.ticket_not_found');
});
