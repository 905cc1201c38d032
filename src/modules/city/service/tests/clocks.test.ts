import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { addClosedDay, getLibrary, replaceOpeningHours } from '#modules/ground/libraries';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { noticeNeeds } from '#modules/people/notifications/testing';
import { systemCtx, type Ctx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { broughtPdf } from '../../../../../tests/support/brought-pdf.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTicket, followTicket, reopenByPerson, viewTicket, writeAgain } from '../index.ts';
import { servicePersonalData, ticketRetention } from '../personal-data.ts';
import { closeResolved, findByNumber, resolveSilent, sendOne, watchClocks } from '../testing.ts';

const t = useTestDb();
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const job = (): Ctx => systemCtx(t.db, { now: () => t.clock.request().now() }, 'service.clocks');
const needs = { secrets: testSecrets, storage: t.storage };
const hearing = { ...noticeNeeds, secrets: testSecrets, mailer: createMailer(null, 'perpus@example.org') };
const ip = '198.51.100.1';
let kota = 0;
let desk: () => Ctx;
const week = (days: number[]) =>
  days.flatMap((weekday) => [
    { weekday, opensMinute: 480, closesMinute: 720 },
    { weekday, opensMinute: 780, closesMinute: 960 },
  ]);

beforeAll(async () => {
  t.clock.set('2026-11-23T08:00:00+07:00');
  kota = (await aLibrary(t.ctx())).id;
  // Monday to Friday, 08–12 and 13–16: seven hours a day
  const { version } = await getLibrary(t.ctx(), kota);
  await replaceOpeningHours(t.ctx(), kota, version, week([1, 2, 3, 4, 5]));
  const account = { fullName: 'Dewi', email: 'dewi@pustaka.test', grants: [{ role: 'head', libraryId: kota }] };
  const { id } = await makeAccount(t, { username: 'dewi', homeLibraryId: kota, ...account });
  desk = () => t.ctx({ id, name: 'Dewi', grants: [{ libraryId: kota, permissions: ['*'] }] });
});

const ticketOf = async (number: string) => viewTicket(t.ctx(), await findByNumber(t.ctx(), number));
/** Two looks at a running clock lie some milliseconds apart. */
const minuteOf = (at: Date | null): string | undefined =>
  at === null ? undefined : new Date(Math.round(at.getTime() / 60_000) * 60_000).toISOString();
const answer = async (number: string, outcome: 'resolved' | 'waiting_patron') => {
  const { id, version } = await ticketOf(number);
  await answerTicket(desk(), id, { text: 'Kami cari.', outcome, version });
};
const staffTold = async (id: number) =>
  (
    await t.db
      .selectFrom('guestMessage')
      .select('params')
      .where('about', '=', `ticket-staff:${id}`)
      .orderBy('id')
      .execute()
  ).map(({ params }) => (params as { news: string } | null)?.news);

test('what is sent on Saturday is counted from Monday 08.00, without the lunch, and its clock says so', async () => {
  t.clock.set('2026-11-28T19:12:00+07:00');
  const { number, code } = await sendOne(guest(), needs, { kind: 'complaint' });
  // two working days of seven hours
  const { firstDueAt, solveDueAt } = await ticketOf(number);
  expect(minuteOf(firstDueAt)).toBe('2026-12-01T09:00:00.000Z');
  expect(minuteOf(solveDueAt)).toBe('2026-12-04T09:00:00.000Z');
  t.clock.set('2026-12-01T13:40:00+07:00');
  const { first } = (await followTicket(guest(), { code, ip })).clocks;
  expect(first).toMatchObject({
    ...{ state: 'running', usedMinutes: 700, leftMinutes: 140, targetMinutes: 840, targetDays: 2 },
    parts: [
      { date: '2026-11-30', minutes: 420 },
      { date: '2026-12-01', minutes: 280 },
    ],
  });
});

test('a closed day that is set afterwards gives the library that day, also where the ticket waits already', async () => {
  t.clock.set('2026-12-07T08:00:00+07:00');
  const { number } = await sendOne(guest(), needs, { kind: 'question' });
  expect(minuteOf((await ticketOf(number)).firstDueAt)).toBe('2026-12-07T09:00:00.000Z');
  await addClosedDay(t.ctx(), {
    libraryId: kota,
    dateFrom: '2026-12-07',
    dateTo: '2026-12-07',
    type: 'daerah',
    reason: 'Pilkada',
  });
  t.clock.set('2026-12-07T09:30:00+07:00');
  await watchClocks(job());
  expect(minuteOf((await ticketOf(number)).firstDueAt)).toBe('2026-12-08T09:00:00.000Z');
});

test('the clock stands still only while the person is waited for; opened again, the solution has its whole time', async () => {
  t.clock.set('2026-12-14T08:00:00+07:00');
  const { number, code } = await sendOne(guest(), needs, { kind: 'question' });
  t.clock.set('2026-12-14T10:00:00+07:00');
  await answer(number, 'waiting_patron');
  expect(await ticketOf(number)).toMatchObject({
    solveDueAt: null,
    clocks: { solve: { state: 'paused', usedMinutes: 120 } },
  });
  t.clock.set('2026-12-16T08:00:00+07:00');
  await writeAgain(guest(), needs, { code, ip, text: 'Jilid dua.' });
  // 14 hours were promised, 2 are used: 7 on Wednesday, 5 on Thursday
  expect(minuteOf((await ticketOf(number)).solveDueAt)).toBe('2026-12-17T07:00:00.000Z');
  await answer(number, 'resolved');
  t.clock.set('2026-12-21T08:00:00+07:00');
  await reopenByPerson(guest(), needs, { code, ip, text: 'Belum ada.' });
  expect(minuteOf((await ticketOf(number)).solveDueAt)).toBe('2026-12-22T09:00:00.000Z');
});

test('the holder is warned at three quarters and all of the library told when it is late, once each', async () => {
  t.clock.set('2027-01-04T08:00:00+07:00');
  const { number } = await sendOne(guest(), needs, { kind: 'question' });
  const { id } = await ticketOf(number);
  await watchClocks(job());
  expect(await staffTold(id)).toEqual([]);
  // 5 h 15 of 7 h
  t.clock.set('2027-01-04T14:15:00+07:00');
  await watchClocks(job());
  await watchClocks(job());
  expect(await staffTold(id)).toEqual(['warned']);
  t.clock.set('2027-01-04T16:00:00+07:00');
  await Promise.all([watchClocks(job()), watchClocks(job())]);
  expect(await staffTold(id)).toEqual(['warned', 'escalated']);
  t.clock.set('2027-01-06T16:00:00+07:00');
  await watchClocks(job());
  // the solution, which was promised for the end of Tuesday
  expect(await staffTold(id)).toEqual(['warned', 'escalated', 'escalated']);
});

test('a clock that jumps over both says the worse one alone, and jumping back says nothing again', async () => {
  t.clock.set('2027-01-11T08:00:00+07:00');
  const { number } = await sendOne(guest(), needs, { kind: 'question' });
  const { id } = await ticketOf(number);
  t.clock.set('2027-01-29T08:00:00+07:00');
  await watchClocks(job());
  t.clock.set('2027-01-11T08:00:00+07:00');
  await watchClocks(job());
  t.clock.set('2027-01-29T09:00:00+07:00');
  await watchClocks(job());
  expect(await staffTold(id)).toEqual(['escalated']);
});

test('a week after its solution it closes by itself, with those merged into it; what was opened again does not', async () => {
  t.clock.set('2027-02-01T08:00:00+07:00');
  const [kept, back] = [await sendOne(guest(), needs), await sendOne(guest(), needs)];
  for (const { number } of [kept, back]) await answer(number, 'resolved');
  t.clock.set('2027-02-08T07:59:00+07:00');
  await closeResolved(job());
  expect(await followTicket(guest(), { code: kept.code, ip })).toMatchObject({ state: 'resolved' });
  await reopenByPerson(guest(), needs, { code: back.code, ip, text: 'Belum.' });
  t.clock.set('2027-02-08T08:01:00+07:00');
  await Promise.all([closeResolved(job()), closeResolved(job())]);
  expect(await followTicket(guest(), { code: kept.code, ip })).toMatchObject({ state: 'closed', mayReopen: true });
  expect(await followTicket(guest(), { code: back.code, ip })).toMatchObject({ state: 'open' });
  const { steps } = await ticketOf(kept.number);
  expect(steps.filter(({ what }) => what === 'closed')).toHaveLength(1);
});

test('who sent something is forgotten in it when they are erased, or some time after it was closed; the matter stays', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Qasidah Bramantya' });
  const own = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const text = 'Saya Qasidah Bramantya, telepon 0812-3456-7890: lampu taman mati.';
  const files = [new Blob([await broughtPdf('Lampiran')])];
  const mine = await sendOne(own, needs, { contactKind: 'account', text, files });
  const guestly = { contactKind: 'email' as const, contact: 'qasidah@example.org', contactName: 'Qasidah Bramantya' };
  const theirs = await sendOne(guest(), needs, { ...guestly, text });
  expect(JSON.stringify(await servicePersonalData.exportOf(t.db, member.id))).toContain('lampu taman');
  await eraseByNumber(t.ctx(), [servicePersonalData], member.number);
  expect(await servicePersonalData.exportOf(t.db, member.id)).toEqual([]);
  await answer(theirs.number, 'resolved');
  t.clock.set('2027-03-01T08:00:00+07:00');
  await closeResolved(job());
  const later = new Date('2028-06-01T00:00:00Z');
  expect((await ticketRetention.due(t.ctx(), later)).count).toBe(1);
  await ticketRetention.clear(t.ctx(), later, t.storage);
  expect((await ticketRetention.due(t.ctx(), later)).count).toBe(0);
  for (const { code } of [mine, theirs]) {
    const seen = JSON.stringify(await followTicket(guest(), { code, ip }));
    for (const word of ['Qasidah', 'Bramantya', '0812']) expect(seen).not.toContain(word);
    expect(seen).toContain('lampu taman mati');
  }
  expect(await t.db.selectFrom('ticketFile').select('id').execute()).toEqual([]);
});

test('who was asked something and says nothing for thirty days has what they need; who wrote has not', async () => {
  t.clock.set('2027-04-01T08:00:00+07:00');
  const named = { contactKind: 'email' as const, contact: 'diam@example.org' };
  const [silent, writes] = [await sendOne(guest(), needs, named), await sendOne(guest(), needs)];
  for (const { number } of [silent, writes]) await answer(number, 'waiting_patron');
  t.clock.set('2027-05-01T07:59:00+07:00');
  await resolveSilent(job(), hearing);
  expect((await ticketOf(silent.number)).state).toBe('waiting_patron');
  await writeAgain(guest(), needs, { code: writes.code, ip, text: 'Saya cari dulu.' });
  await answer(writes.number, 'waiting_patron');
  t.clock.set('2027-05-01T08:01:00+07:00');
  await Promise.all([resolveSilent(job(), hearing), resolveSilent(job(), hearing)]);
  expect(await followTicket(guest(), { code: silent.code, ip })).toMatchObject({ state: 'resolved', mayReopen: true });
  expect((await ticketOf(writes.number)).state).toBe('waiting_patron');
  const { id, steps } = await ticketOf(silent.number);
  expect(steps.filter(({ what }) => what === 'resolved')).toHaveLength(1);
  const told = t.db.selectFrom('guestMessage').select('params').where('about', '=', `ticket:${id}`).orderBy('id');
  expect((await told.execute()).at(-1)?.params).toMatchObject({
    news: 'resolved',
    answer: expect.stringContaining('30 hari') as string,
  });
});

test('what is late is told to whoever answers for the promise there too, wherever they are at home; a warning is not', async () => {
  t.clock.set('2027-03-01T08:00:00+07:00');
  const elsewhere = (await aLibrary(t.ctx(), 'PUSAT')).id;
  const head = { fullName: 'Kepala', email: 'kepala@pustaka.test', grants: [{ role: 'head', libraryId: null }] };
  await makeAccount(t, { username: 'kepala', homeLibraryId: elsewhere, ...head });
  const { number } = await sendOne(guest(), needs, { kind: 'complaint' });
  const { id } = await ticketOf(number);
  const toldTo = async () =>
    (
      await t.db
        .selectFrom('guestMessage')
        .select('email')
        .where('about', '=', `ticket-staff:${id}`)
        .orderBy('id')
        .execute()
    ).map(({ email }) => email);
  // 11 h of the 14 that were promised
  t.clock.set('2027-03-02T13:00:00+07:00');
  await watchClocks(job());
  expect(await toldTo()).toEqual(['dewi@pustaka.test']);
  t.clock.set('2027-03-03T08:30:00+07:00');
  await watchClocks(job());
  expect((await toldTo()).slice(1).toSorted()).toEqual(['dewi@pustaka.test', 'kepala@pustaka.test']);
});
