import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { disableAccount, grantRole, revokeRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { deliverToGuests } from '#modules/people/notifications/testing';
import { systemCtx, type Ctx } from '#platform/context';
import { acceptClock, whileClockHolds } from '#platform/clock-watch';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  endReportMail,
  keepReport,
  listReportMails,
  mailReport,
  removeKeptReport,
  reportReaders,
  stopReportMail,
} from '../index.ts';
import { dueMails, sendReportMails } from '../send-report-mails.ts';

const t = useTestDb();
let smtp: Awaited<ReturnType<typeof startMailServer>>;
let siti: Ctx;
let budi: Ctx;
let sitiId = 0;
let budiId = 0;
let ratnaId = 0;
/** Monday 23 November 2026 is the day on which it is agreed. */
const AGREED = '2026-11-23T10:00:00+07:00';
const MONDAY = '2026-11-30T06:10:00+07:00';

beforeAll(async () => {
  smtp = await startMailServer();
  t.clock.set(AGREED);
  const kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  const gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  await makeMember(t.ctx(), { fullName: 'Pembaca', number: 'P1', homeLibrary: 'KOTA' });
  const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  const lend = async (title: string, ddc: string, libraryId: number, from: string, times: number): Promise<void> => {
    const bibId = await makeBib(t.ctx(), { title, ddc });
    const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId });
    const loans = Array.from({ length: times }, (_, at) => {
      const loanedAt = new Date(Date.parse(`${from}T08:00:00+07:00`) + at * 3_600_000);
      const returnedAt = new Date(loanedAt.getTime() + 1_800_000);
      const about = { dueAt: returnedAt, renewals: [], terms: {}, by: 'Siti' };
      return { itemId, bibId, memberId, libraryId, loanedAt, returnedAt, ...about };
    });
    await t.db.transaction().execute(async (trx) => saveLoanHistory(trx, t.ctx(), loans));
  };
  await lend('Beternak Koi', '639', kota, '2026-11-25', 7);
  await lend('Sejarah Blitar', '959', gedog, '2026-11-26', 4);
  await lend('Masak', '641', kota, '2026-11-10', 3);
  const system = systemCtx(t.db, t.clock, 'uji');
  const worker = async (username: string, libraryId: number | null, email: string | null): Promise<number> => {
    const { id } = await makeAccount(t, { username, email, homeLibraryId: libraryId ?? kota });
    await grantRole(system, { accountId: id, role: 'head', libraryId });
    return id;
  };
  sitiId = await worker('siti', null, 'siti@example.org');
  budiId = await worker('budi', gedog, 'budi@example.org');
  ratnaId = await worker('ratna', gedog, null);
  siti = (await signedIn(t, 'siti')).ctx;
  budi = (await signedIn(t, 'budi')).ctx;
});
afterAll(async () => smtp.stop());
beforeEach(async () => {
  t.clock.set(AGREED);
  smtp.mails.length = 0;
  await t.db.deleteFrom('keptReport').execute();
  await t.db.deleteFrom('guestMessage').execute();
});

let nth = 0;
const byClass = { kind: 'loan', by: 'class', compare: 'previous' } as const;
/** A report that Siti keeps and has sent. */
async function sent(readers: number[], rhythm: 'week' | 'month' = 'week'): Promise<number> {
  const id = await keepReport(siti, { name: `Peminjaman ${(nth += 1)}`, query: byClass });
  await mailReport(siti, id, { rhythm, readers });
  return id;
}
/** What the clock does: the night's count, then the letters. */
async function clock(at: string, { counted = true } = {}): Promise<void> {
  t.clock.set(at);
  if (counted) await rollUp(systemCtx(t.db, t.clock, 'uji'));
  await sendReportMails(systemCtx(t.db, t.clock, 'uji'));
}
const written = async () => t.db.selectFrom('guestMessage').select(['state', 'email']).orderBy('email').execute();
const delivered = async () => {
  await deliverToGuests(t, smtp.url);
  return smtp.mails.toSorted((a, b) => String(a.to).localeCompare(String(b.to)));
};
const code = async (work: Promise<unknown>) => (await refusal(work)).code;

test('on Monday each gets the figures of their own libraries about the week that ended, with a way to the report and one to stop it', async () => {
  await sent([sitiId, budiId]);
  await clock(MONDAY);
  const [toBudi, toSiti] = await delivered();
  expect(smtp.mails).toHaveLength(2);
  expect(toSiti?.to).toEqual(['siti@example.org']);
  expect(toSiti?.subject).toMatch(/^Peminjaman \d+, 23 November 2026 – 29 November 2026$/);
  const text = toSiti?.text.replaceAll(/\s+/g, ' ');
  expect(text).toContain('Peminjaman · Kelas DDC, Seluruh jaringan');
  expect(text).toContain('- Jumlah: 11 (semula 0, –) - Teknologi dan kesehatan: 7 (0) - Sejarah dan geografi: 4 (0)');
  expect(text).toContain(
    'https://perpus.example.org/staf/laporan/susun?ukuran=loan&menurut=class&dari=2026-11-23&sampai=2026-11-29&banding=previous',
  );
  expect(text).toContain('“Berhenti menerima” di https://perpus.example.org/staf/laporan/susun#surel');
  expect(toBudi?.text.replaceAll(/\s+/g, ' ')).toContain('Kelas DDC, Perpustakaan Gedog - Jumlah: 4 - Sejarah');
  expect(toBudi?.text).not.toContain('Teknologi');
});

test('on the 1st it tells of the month that ended, in the language of who gets it', async () => {
  await t.db.updateTable('account').set({ locale: 'en' }).where('id', '=', budiId).execute();
  await sent([budiId], 'month');
  await clock('2026-11-30T09:00:00+07:00');
  expect(await written()).toEqual([]);
  await clock('2026-12-01T06:10:00+07:00');
  const [mail] = await delivered();
  await t.db.updateTable('account').set({ locale: 'id' }).where('id', '=', budiId).execute();
  expect(mail?.subject).toContain('1 November 2026 – 30 November 2026');
  expect(mail?.text).toContain('Total: 4');
  expect(mail?.text).toContain('https://perpus.example.org/en/staf/laporan/susun#surel');
});

test('the first letter comes on the next Monday, not for a week before it was agreed, and not before six', async () => {
  await sent([sitiId]);
  await clock('2026-11-25T09:00:00+07:00');
  await clock('2026-11-30T05:50:00+07:00');
  expect(await written()).toEqual([]);
  expect(await dueMails(systemCtx(t.db, t.clock, 'uji'))).toEqual([]);
});

test('it is sent once: the clock ticks twice, two workers run, the clock goes back and on again', async () => {
  await sent([sitiId]);
  t.clock.set(MONDAY);
  await rollUp(systemCtx(t.db, t.clock, 'uji'));
  await Promise.all(Array.from({ length: 4 }, async () => sendReportMails(systemCtx(t.db, t.clock, 'uji'))));
  await delivered();
  await clock('2026-11-29T23:00:00+07:00', { counted: false });
  await clock('2026-11-30T06:20:00+07:00', { counted: false });
  await clock('2026-12-01T09:00:00+07:00', { counted: false });
  await delivered();
  expect(smtp.mails).toHaveLength(1);
  await clock('2026-12-07T06:10:00+07:00');
  expect(await delivered()).toHaveLength(2);
});

test('a server that was off on Monday writes it on Wednesday; figures that are not counted yet are waited for', async () => {
  await sent([sitiId]);
  await t.db.updateTable('factProgress').set({ through: '2026-11-28' }).execute();
  await clock('2026-12-02T08:00:00+07:00', { counted: false });
  expect(await written()).toEqual([]);
  await clock('2026-12-02T08:10:00+07:00');
  expect(await written()).toEqual([{ state: 'pending', email: 'siti@example.org' }]);
});

test('while nobody has said that the date is right after a jump, nothing is written; then it is', async () => {
  await sent([sitiId]);
  await t.db.deleteFrom('clockWatch').execute();
  const tick = async () => whileClockHolds(t, async () => sendReportMails(systemCtx(t.db, t.clock, 'uji')));
  await tick();
  await rollUp({ ...systemCtx(t.db, t.clock, 'uji'), clock: { now: () => new Date(MONDAY) } });
  t.clock.set(MONDAY);
  await tick();
  expect(await written()).toEqual([]);
  await t.db.transaction().execute(async (trx) => acceptClock(trx, t.clock.now()));
  await tick();
  expect(await written()).toHaveLength(1);
});

test('without mail it waits and goes when mail is back; a blocked reader’s letter is taken back meanwhile', async () => {
  await sent([sitiId, budiId]);
  await clock(MONDAY);
  await deliverToGuests(t, null);
  expect((await written()).map(({ state }) => state)).toEqual(['phone', 'phone']);
  const { version } = await t.db
    .selectFrom('account')
    .select('version')
    .where('id', '=', budiId)
    .executeTakeFirstOrThrow();
  await disableAccount(t.ctx(), { id: budiId, version });
  await clock('2026-11-30T12:00:00+07:00');
  await t.db.updateTable('account').set({ status: 'active' }).where('id', '=', budiId).execute();
  expect((await delivered()).map(({ to }) => to)).toEqual([['siti@example.org']]);
});

test('owner blocked, right lost, report removed, stopped or ended: nothing goes', async () => {
  const grant = await t.db
    .selectFrom('roleGrant')
    .selectAll()
    .where('accountId', '=', budiId)
    .executeTakeFirstOrThrow();
  await sent([budiId]);
  await revokeRole(t.ctx(), { accountId: budiId, grantId: grant.id });
  await clock(MONDAY);
  await grantRole(systemCtx(t.db, t.clock, 'uji'), { accountId: budiId, role: 'head', libraryId: grant.libraryId });
  expect(await written()).toEqual([]);
  await t.db.deleteFrom('keptReport').execute();

  t.clock.set(AGREED);
  const [removed, stopped, ended, theirs] = [
    await sent([sitiId]),
    await sent([budiId]),
    await sent([budiId]),
    await sent([budiId]),
  ];
  await clock(MONDAY);
  expect(await written()).toHaveLength(4);
  await removeKeptReport(siti, removed);
  await stopReportMail(budi, stopped);
  await endReportMail(siti, ended);
  const left = await t.db.selectFrom('guestMessage').select('about').where('state', '=', 'pending').execute();
  expect(left).toEqual([{ about: `report_mail:${theirs}:${budiId}` }]);
  await t.db.updateTable('account').set({ status: 'disabled' }).where('id', '=', sitiId).execute();
  await clock('2026-11-30T06:20:00+07:00');
  await clock('2026-12-07T06:20:00+07:00');
  await t.db.updateTable('account').set({ status: 'active' }).where('id', '=', sitiId).execute();
  expect(await delivered()).toEqual([]);
});

test('it goes to staff who may read reports and have an address, to nobody else; only its owner decides', async () => {
  expect((await reportReaders(budi)).map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([sitiId, budiId]);
  const id = await sent([sitiId]);
  const to = async (readers: number[]) => code(mailReport(siti, id, { rhythm: 'week', readers }));
  expect(await to([ratnaId])).toBe('reports.reader_unknown');
  expect(await to([999_999])).toBe('reports.reader_unknown');
  expect(await to([])).toBe('platform.invalid_input');
  expect(await to(Array.from({ length: 21 }, () => sitiId))).toBe('platform.invalid_input');
  expect(await code(mailReport(budi, id, { rhythm: 'week', readers: [budiId] }))).toBe('reports.not_found');
  expect(await code(endReportMail(budi, id))).toBe('reports.not_found');
  expect(await code(stopReportMail(budi, id))).toBe('reports.mail_over');
  const people = await keepReport(siti, { name: 'Siapa', query: { ...byClass, by: 'age' } });
  expect(await code(mailReport(siti, people, { rhythm: 'week', readers: [sitiId] }))).toBe('reports.mail_by_month');
  await mailReport(siti, people, { rhythm: 'month', readers: [sitiId] });
});

test('who sends sees what became of it, who gets it sees from whom; saving again on the day neither loses nor doubles it', async () => {
  const id = await sent([sitiId, budiId]);
  t.clock.set(MONDAY);
  await mailReport(siti, id, { rhythm: 'week', readers: [sitiId, budiId] });
  await clock('2026-11-30T06:15:00+07:00');
  await delivered();
  await mailReport(siti, id, { rhythm: 'week', readers: [budiId, sitiId] });
  await clock('2026-11-30T06:20:00+07:00');
  expect(await delivered()).toHaveLength(2);
  const { own } = await listReportMails(siti);
  expect(own.map(({ keptId, next, by, readers }) => [keptId, next, by, readers.map(({ state }) => state)])).toEqual([
    [id, '2026-12-07', null, ['sent', 'sent']],
  ]);
  const { own: none, received } = await listReportMails(budi);
  expect([none, received.map(({ by, keptId }) => [by, keptId])]).toEqual([[], [['Petugas siti', id]]]);
});

test('a letter that waits is taken back when whoever gets it may not read some of its libraries any more', async () => {
  await sent([sitiId]);
  await clock(MONDAY);
  await deliverToGuests(t, null);
  const grants = await t.db.selectFrom('roleGrant').selectAll().where('accountId', '=', sitiId).execute();
  const gedog = await t.db.selectFrom('library').select('id').where('code', '=', 'GEDOG').executeTakeFirstOrThrow();
  const system = systemCtx(t.db, t.clock, 'uji');
  await grantRole(system, { accountId: sitiId, role: 'head', libraryId: gedog.id });
  await revokeRole(t.ctx(), { accountId: sitiId, grantId: grants[0]?.id ?? 0 });
  await clock('2026-11-30T12:00:00+07:00');
  const mails = await delivered();
  await grantRole(system, { accountId: sitiId, role: 'head', libraryId: null });
  expect(mails.map(({ text }) => text.includes('Teknologi'))).not.toContain(true);
});

test('a clock that ran a year ahead keeps no letter back when it is right again, and doubles none', async () => {
  await sent([sitiId]);
  await clock(MONDAY);
  await delivered();
  await clock('2027-11-30T09:00:00+07:00');
  await delivered();
  smtp.mails.length = 0;
  await clock('2026-11-30T12:00:00+07:00');
  expect(await delivered()).toEqual([]);
  await clock('2026-12-07T06:10:00+07:00');
  expect((await delivered()).map(({ subject }) => subject)).toEqual([expect.stringContaining('30 November 2026')]);
});

test('a title of four hundred letters does not push its figure out of the letter', async () => {
  const { bibId } = await t.db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select('item.bibId')
    .where('bib.title', '=', 'Sejarah Blitar')
    .executeTakeFirstOrThrow();
  const title = `Sejarah Blitar ${'dan sekitarnya '.repeat(30)}`.trim();
  await t.db.updateTable('bib').set({ title }).where('id', '=', bibId).execute();
  const id = await keepReport(siti, { name: 'Judul panjang', query: { ...byClass, by: 'bib' } });
  await mailReport(siti, id, { rhythm: 'week', readers: [budiId] });
  await clock(MONDAY);
  const [mail] = await delivered();
  await t.db.updateTable('bib').set({ title: 'Sejarah Blitar' }).where('id', '=', bibId).execute();
  expect(mail?.text.replaceAll(/\s+/g, ' ')).toMatch(/- Sejarah Blitar dan [^-]*…: 4 Selengkapnya/);
});
