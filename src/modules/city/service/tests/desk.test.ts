import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerAids,
  answerTicket,
  changeKind,
  countQueue,
  followTicket,
  handOver,
  handTicket,
  linkTickets,
  listCannedAnswers,
  listTargets,
  listTickets,
  mergeTickets,
  moveToLibrary,
  noteOnTicket,
  pageChanges,
  rateTicket,
  removeCannedAnswer,
  reopenTicket,
  saveCannedAnswer,
  setTarget,
  splitTicket,
  tagTicket,
  takeTicket,
  unlinkTickets,
  viewTicket,
  watchTicket,
  withdrawChange,
  writeAgain,
  writeDown,
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
const desk = (permissions = BOTH, at: number | null = kota, who = dewi): Ctx =>
  t.ctx({ ...who, grants: [{ libraryId: at, permissions }] });

beforeAll(async () => {
  kota = (await aLibrary(t.ctx())).id;
  gedog = (await aLibrary(t.ctx(), 'GEDOG')).id;
  const grants = [{ role: 'head', libraryId: kota }];
  const account = async (username: string, name: string) => {
    const email = `${username}@pustaka.test`;
    return { id: (await makeAccount(t, { username, fullName: name, email, grants })).id, name };
  };
  dewi = await account('dewi', 'Dewi Lestari');
  arif = await account('arif', 'Arif Budiman');
});

/** Sends something, and says its id. */
async function sent(more: Parameters<typeof sendOne>[2] = {}) {
  const one = await sendOne(guest(), needs, more);
  return { ...one, id: await findByNumber(t.ctx(), one.number) };
}
const answered = async (ctx: Ctx, id: number, more: object = {}) => {
  const { version } = await viewTicket(ctx, id);
  return answerTicket(ctx, id, { text: 'Sudah kami betulkan.', outcome: 'resolved', version, ...more });
};

test('two who answer at once: the second is refused, and reads the first', async () => {
  const { id } = await sent();
  const { version } = await viewTicket(desk(), id);
  const answer = (text: string) => ({ text, outcome: 'resolved' as const, version });
  const both = await Promise.allSettled([
    answerTicket(desk(), id, answer('Dari Dewi')),
    answerTicket(desk(BOTH, kota, arif), id, answer('Dari Arif')),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(answerTicket(desk(), id, answer('Lagi')))).toBe('service.changed_meanwhile');
  const { messages, state } = await viewTicket(desk(), id);
  expect(messages.filter(({ author }) => author === 'staff')).toHaveLength(1);
  expect(state).toBe('resolved');
});

test('what the person adds while somebody writes is read before the answer goes', async () => {
  const { id, code: key } = await sent();
  const { version } = await viewTicket(desk(), id);
  await writeAgain(guest(), needs, { code: key, ip, text: 'Sudah ketemu, terima kasih.' });
  const old = { text: 'Kami cari.', outcome: 'resolved' as const, version };
  expect(await code(answerTicket(desk(), id, old))).toBe('service.changed_meanwhile');
});

test('each queue has its right, at its library; who has neither sees nothing', async () => {
  const complaint = await sent({ kind: 'complaint' });
  const question = await sent({ kind: 'question' });
  const there = await sent({ kind: 'question', libraryId: gedog });
  const shown = async (ctx: Ctx, queue: 'enquiries' | 'complaints') =>
    (await listTickets(ctx, { queue, tab: 'needs_answer' }, { limit: 100 })).data.map(({ id }) => id);
  const asks = desk(['enquiries.answer']);
  expect(await shown(asks, 'enquiries')).toContain(question.id);
  expect(await shown(asks, 'enquiries')).not.toContain(there.id);
  expect(await shown(desk(BOTH, null), 'enquiries')).toContain(there.id);
  expect(await shown(desk(), 'complaints')).toContain(complaint.id);
  for (const refused of [
    async () => shown(asks, 'complaints'),
    async () => viewTicket(asks, complaint.id),
    async () => answered(desk(BOTH, gedog), question.id),
    async () => noteOnTicket(asks, complaint.id, { text: 'x' }),
    async () => changeKind(asks, question.id, 'complaint'),
    async () => viewTicket(desk(['loans.read']), question.id),
    async () => writeDown(asks, { kind: 'complaint', text: 'x', libraryId: kota, contactKind: 'none' }),
  ]) {
    expect(await code(refused())).toBe('platform.forbidden');
  }
  for (const ctx of [guest(), t.ctx({ kind: 'member', id: 1, number: '1', name: 'x', sessionId: 1 })]) {
    expect(await code(viewTicket(ctx, question.id))).toMatch(/^platform\.(sign_in_needed|forbidden)$/);
    expect(await code(listTickets(ctx, { queue: 'enquiries', tab: 'done' }, { limit: 5 }))).toMatch(/^platform\./);
  }
});

test('a page of the queue ends where the next begins: what falls due first, then what has no time', async () => {
  await sent({ kind: 'praise', text: 'Petugasnya ramah.' });
  const whole = await listTickets(desk(), { queue: 'enquiries', tab: 'needs_answer' }, { limit: 100 });
  const due = whole.data.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY);
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  const walked: number[] = [];
  for (let cursor: string | undefined, nth = 0; nth < 100; nth += 1) {
    const page = await listTickets(desk(), { queue: 'enquiries', tab: 'needs_answer' }, { cursor, limit: 2 });
    walked.push(...page.data.map(({ id }) => id));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(walked).toEqual(whole.data.map(({ id }) => id));
  const { counts } = await countQueue(desk(), { queue: 'enquiries' });
  expect(counts.needs_answer).toBe(walked.length);
  expect(await code(listTickets(desk(), { queue: 'enquiries', tab: 'done' }, { cursor: 'x', limit: 2 }))).toBe(
    'platform.invalid_input',
  );
});

test('an internal note is read by staff and by nobody else, and no clock stops for it', async () => {
  const { id, code: key } = await sent({ kind: 'complaint' });
  await noteOnTicket(desk(), id, { text: 'Alat mobil belum kirim.' });
  const { messages, firstAnsweredAt } = await viewTicket(desk(), id);
  expect(messages).toMatchObject([{ author: 'person' }, { author: 'note', staffName: 'Dewi Lestari' }]);
  expect(firstAnsweredAt).toBeNull();
  expect(JSON.stringify(await followTicket(guest(), { code: key, ip }))).not.toContain('Alat mobil');
});

test('somebody takes it, hands it on to a colleague who may answer there, and that colleague is told', async () => {
  const { id, number } = await sent();
  await takeTicket(desk(), id);
  expect(await viewTicket(desk(), id)).toMatchObject({ ownerName: 'Dewi Lestari', state: 'open' });
  await handTicket(desk(), id, arif.id);
  const mine = await listTickets(desk(BOTH, kota, arif), { queue: 'enquiries', tab: 'mine' }, { limit: 50 });
  expect(mine.data.map((line) => line.number)).toContain(number);
  const mails = t.db
    .selectFrom('guestMessage')
    .select(['params', 'path'])
    .where('about', '=', `ticket-staff:${id}`)
    .where('email', '=', 'arif@pustaka.test');
  expect(await mails.execute()).toMatchObject([{ params: { number, news: 'handed' }, path: `/staf/layanan/${id}` }]);
  const elsewhere = await makeAccount(t, { username: 'wati', grants: [{ role: 'circulation', libraryId: gedog }] });
  expect(await code(handTicket(desk(), id, elsewhere.id))).toBe('service.cannot_answer');
  expect(await code(handTicket(desk(), id, 999_999))).toBe('service.cannot_answer');
  const { colleagues } = await answerAids(desk(), await viewTicket(desk(), id));
  expect(colleagues.map(({ name }) => name)).toEqual(['Arif Budiman', 'Dewi Lestari']);
});

test('who watches is told that the person wrote again', async () => {
  const { id, code: key, number } = await sent();
  await watchTicket(desk(), id, true);
  await takeTicket(desk(BOTH, kota, arif), id);
  await writeAgain(guest(), needs, { code: key, ip, text: 'Halo?' });
  const told = async () =>
    (
      await t.db
        .selectFrom('guestMessage')
        .select(['email', 'params'])
        .where('about', '=', `ticket-staff:${id}`)
        .execute()
    ).map(({ email }) => email);
  expect((await told()).toSorted()).toEqual(['arif@pustaka.test', 'dewi@pustaka.test']);
  await watchTicket(desk(), id, false);
  await writeAgain(guest(), needs, { code: key, ip, text: `Masih ${number}` });
  expect(await told()).toHaveLength(3);
});

test('of two that say the same one is answered, and each sender is told by their own way and reads nothing of the other', async () => {
  const first = await sent({
    kind: 'suggestion',
    contactKind: 'email',
    contact: 'satu@example.org',
    text: 'Tambah buku CPNS.',
  });
  const second = await sent({
    kind: 'suggestion',
    contactKind: 'email',
    contact: 'dua@example.org',
    text: 'Buku CPNS, dong. Saya Bu Tuti.',
  });
  const third = await sent({ kind: 'suggestion', text: 'CPNS juga.' });
  await mergeTickets(desk(), second.id, third.number);
  await mergeTickets(desk(), first.id, second.number);
  expect(await code(answered(desk(), second.id))).toBe('service.ticket_merged');
  expect(await viewTicket(desk(), first.id)).toMatchObject({
    merged: [{ number: second.number }, { number: third.number }],
  });
  await answered(desk(), first.id, { text: 'Sepuluh judul datang bulan depan.' });
  for (const { code: key } of [first, second, third]) {
    const seen = await followTicket(guest(), { code: key, ip });
    expect(seen.state).toBe('resolved');
    expect(seen.messages.map(({ text }) => text)).toContain('Sepuluh judul datang bulan depan.');
    expect(seen.messages.filter(({ byPerson }) => byPerson)).toHaveLength(1);
    expect(JSON.stringify(seen).includes('Bu Tuti')).toBe(key === second.code);
  }
  const told = await t.db
    .selectFrom('guestMessage')
    .select('email')
    .where('email', 'in', ['satu@example.org', 'dua@example.org'])
    .execute();
  expect(told.map(({ email }) => email).toSorted()).toEqual(['dua@example.org', 'satu@example.org']);
  await rateTicket(guest(), { code: third.code, ip, rating: 'yes' });
  expect(await followTicket(guest(), { code: second.code, ip })).toMatchObject({ rating: null, isMerged: true });
});

test('nothing is merged into itself, into what is finished, or twice; two who merge crosswise end with one', async () => {
  const [a, b, done] = [await sent(), await sent(), await sent()];
  expect(await code(mergeTickets(desk(), a.id, a.number))).toBe('service.cannot_merge');
  expect(await code(mergeTickets(desk(), a.id, 'K-1999-00001'))).toBe('service.ticket_not_found');
  await answered(desk(), done.id);
  expect(await code(mergeTickets(desk(), a.id, done.number))).toBe('service.ticket_ended');
  const crosswise = await Promise.allSettled([
    mergeTickets(desk(), a.id, b.number),
    mergeTickets(desk(), b.id, a.number),
  ]);
  expect(crosswise.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a message with two matters becomes two tickets, which its sender follows by one code', async () => {
  const { id, code: key } = await sent({ text: 'Kapan buka? Dan AC-nya rusak.' });
  const [message] = (await viewTicket(desk(), id)).messages;
  const part = await splitTicket(desk(), id, { messageId: message?.id ?? 0, kind: 'complaint' });
  await answered(desk(), part.id, { text: 'AC diservis Selasa.' });
  const whole = await followTicket(guest(), { code: key, ip });
  expect(whole).toMatchObject({ state: 'new', parts: [{ number: part.number, state: 'resolved' }] });
  const seen = await followTicket(guest(), { code: key, number: part.number, ip });
  expect(seen).toMatchObject({ kind: 'complaint', messages: [{ byPerson: true }, { text: 'AC diservis Selasa.' }] });
  const stranger = await sent();
  expect(await code(followTicket(guest(), { code: stranger.code, number: part.number, ip }))).toBe(
    'service.ticket_not_found',
  );
  expect(await code(splitTicket(desk(), stranger.id, { messageId: message?.id ?? 0, kind: 'question' }))).toBe(
    'service.ticket_not_found',
  );
});

test('what belongs together is linked, and what may not be seen is not named', async () => {
  const [a, b] = [await sent(), await sent({ kind: 'complaint' })];
  await linkTickets(desk(), a.id, b.number);
  await linkTickets(desk(), b.id, a.number);
  expect((await viewTicket(desk(), a.id)).linked).toMatchObject([{ number: b.number }]);
  expect((await viewTicket(desk(['enquiries.answer']), a.id)).linked).toEqual([]);
  await unlinkTickets(desk(), a.id, b.number);
  expect((await viewTicket(desk(), b.id)).linked).toEqual([]);
});

test('what is another agency’s goes there with its number, and the person is told', async () => {
  const { id, code: key } = await sent({ kind: 'complaint', text: 'Jalan di depan perpustakaan berlubang.' });
  const { version } = await viewTicket(desk(), id);
  const to = { to: 'SP4N-LAPOR!', number: '8123456', text: 'Jalan dirawat Dinas PU; kami laporkan.', version };
  await handOver(desk(), id, to);
  expect(await followTicket(guest(), { code: key, ip })).toMatchObject({
    ...{ state: 'resolved', handedTo: 'SP4N-LAPOR!', handedNumber: '8123456' },
  });
  expect(await code(handOver(desk(), id, to))).toBe('service.changed_meanwhile');
});

test('another library answers: who held it there does not any more, and its queue has it', async () => {
  const { id } = await sent();
  await takeTicket(desk(), id);
  await watchTicket(desk(), id, true);
  await moveToLibrary(desk(), id, gedog);
  expect(await code(viewTicket(desk(), id))).toBe('platform.forbidden');
  const there = desk(BOTH, gedog);
  expect(await viewTicket(there, id)).toMatchObject({ ownerId: null, libraryId: gedog, watchers: [] });
});

test('what changed is said to the person; to everybody only where staff say so', async () => {
  const quiet = await sent();
  const loud = await sent({ kind: 'complaint' });
  await answered(desk(), quiet.id, { changeText: 'Hanya untuk Anda.' });
  await answered(desk(), loud.id, { changeText: 'Baterai dicek setiap pagi.', changePublic: true });
  expect(await followTicket(guest(), { code: quiet.code, ip })).toMatchObject({ changeText: 'Hanya untuk Anda.' });
  const said = (await pageChanges(guest(), { limit: 50 })).data.map(({ text }) => text);
  expect(said).toContain('Baterai dicek setiap pagi.');
  expect(said).not.toContain('Hanya untuk Anda.');
  await withdrawChange(desk(), loud.id);
  expect((await pageChanges(guest(), { limit: 50 })).data.map(({ text }) => text)).not.toContain(
    'Baterai dicek setiap pagi.',
  );
  expect(await followTicket(guest(), { code: loud.code, ip })).toMatchObject({
    changeText: 'Baterai dicek setiap pagi.',
  });
  expect(await code(withdrawChange(desk(['enquiries.answer']), loud.id))).toBe('platform.forbidden');
  const wrong = { text: 'x', outcome: 'resolved' as const, version: 1, changePublic: true };
  expect(await code(answerTicket(desk(), quiet.id, wrong))).toBe('platform.invalid_input');
});

test('what is finished is answered no more, until somebody opens it again', async () => {
  const { id, code: key } = await sent();
  await answered(desk(), id);
  expect(await code(answered(desk(), id))).toBe('service.ticket_ended');
  await rateTicket(guest(), { code: key, ip, rating: 'no', words: 'Masih rusak' });
  await reopenTicket(desk(), id);
  // what is solved anew is judged anew
  expect(await viewTicket(desk(), id)).toMatchObject({ rating: null, ratingWords: '' });
  expect(await code(reopenTicket(desk(), id))).toBe('service.ticket_not_ended');
  await answered(desk(), id, { outcome: 'waiting_patron' });
  expect(await viewTicket(desk(), id)).toMatchObject({ state: 'waiting_patron', ownerName: 'Dewi Lestari' });
});

test('tags are kept once, in small letters, and find the ticket', async () => {
  const { id } = await sent();
  await tagTicket(desk(), id, ['Mobil Keliling', 'mobil keliling', 'baterai']);
  expect((await viewTicket(desk(), id)).tags).toEqual(['baterai', 'mobil keliling']);
  const found = await listTickets(desk(), { queue: 'enquiries', tab: 'needs_answer', tag: 'baterai' }, { limit: 9 });
  expect(found.data.map((line) => line.id)).toEqual([id]);
  expect(await code(tagTicket(desk(), id, ['<b>']))).toBe('platform.invalid_input');
});

test('somebody at a desk says something, and gets a code to come back by; a member is told', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Pak Harno' });
  const base = { kind: 'question' as const, text: 'Ada foto Blitar sebelum 1950?', libraryId: kota };
  const written = await writeDown(desk(), { ...base, contactKind: 'none' });
  expect(await followTicket(guest(), { code: written.code, ip })).toMatchObject({ number: written.number });
  const own = await writeDown(desk(), { ...base, contactKind: 'account', memberNumber: member.number });
  expect(await viewTicket(desk(), own.id)).toMatchObject({ senderName: 'Pak Harno', via: 'desk' });
  const { fields } = await refusal(writeDown(desk(), { ...base, contactKind: 'account', memberNumber: 'TIDAKADA' }));
  expect(fields).toEqual({ memberNumber: 'no_such_member' });
});

test('a canned answer has its fields filled in; without a name it leaves no gap', async () => {
  const head = t.ctx();
  const text = 'Halo {nama}, tentang {nomor}: sudah bersih. {petugas}, {perpustakaan} {lain}';
  const id = await saveCannedAnswer(head, null, { title: 'Akun bersih', text });
  const named = await sent({ contactKind: 'email', contact: 'r@example.org', contactName: 'Ratih' });
  const filled = async (of: number) =>
    (await answerAids(desk(), await viewTicket(desk(), of))).canned.find((one) => one.id === id)?.text;
  expect(await filled(named.id)).toBe(
    `Halo Ratih, tentang ${named.number}: sudah bersih. Dewi Lestari, Perpustakaan KOTA {lain}`,
  );
  const nobody = await sent();
  expect(await filled(nobody.id)).toContain(`Halo, tentang ${nobody.number}`);
  expect(await code(saveCannedAnswer(head, null, { title: 'Akun bersih', text: 'x' }))).toBe(
    'service.canned_answer_exists',
  );
  expect(await code(saveCannedAnswer(desk(), null, { title: 'y', text: 'x' }))).toBe('platform.forbidden');
  await saveCannedAnswer(head, { id, version: 1 }, { title: 'Akun bersih', text: 'Baru', kind: 'complaint' });
  expect(await filled(nobody.id)).toBeUndefined();
  expect(await code(saveCannedAnswer(head, { id, version: 1 }, { title: 'z', text: 'x' }))).toBe(
    'platform.version_conflict',
  );
  await removeCannedAnswer(head, id);
  expect(await code(removeCannedAnswer(head, id))).toBe('service.canned_answer_not_found');
  expect(await listCannedAnswers(desk())).toEqual([]);
});

test('what is promised is what was entered, else the product’s own; a solution is not promised before an answer', async () => {
  await setTarget(t.ctx(), { kind: 'complaint', firstDays: 1, solveDays: 3, source: 'Perwali 12/2025 pasal 4' });
  const law = { lawDays: null, lawUnit: 'working' };
  expect(await listTargets(guest())).toEqual([
    { kind: 'question', firstDays: 1, solveDays: 2, source: '', ...law },
    { kind: 'complaint', firstDays: 1, solveDays: 3, source: 'Perwali 12/2025 pasal 4', ...law },
    { kind: 'suggestion', firstDays: 5, solveDays: 14, source: '', ...law },
    { kind: 'praise', firstDays: 5, solveDays: null, source: '', ...law },
  ]);
  expect(await code(setTarget(t.ctx(), { kind: 'praise', firstDays: 5, solveDays: 2 }))).toBe('platform.invalid_input');
  expect(await code(setTarget(desk(), { kind: 'praise', firstDays: 5, solveDays: null }))).toBe('platform.forbidden');
});
