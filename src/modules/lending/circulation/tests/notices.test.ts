import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import { getCategory } from '#modules/people/members';
import { saveSchedule } from '#modules/people/notifications';
import { deliverAll, noticeNeeds } from '#modules/people/notifications/testing';
import { systemCtx } from '#platform/context';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkIn, checkOut, placeHold, sendReceipt } from '../index.ts';
import { remindOfHolds } from '../testing.ts';
import { remindLoans } from '../loans/remind-loans.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

/** Every kind of notice about lending, from what happens at the desk or on the calendar to the letter in the mailbox. */
const t = useTestDb();
let kota: Library;
let server: Awaited<ReturnType<typeof startMailServer>>;
let serial = 0;

beforeAll(async () => {
  server = await startMailServer();
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
afterAll(async () => server.stop());
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  server.mails.length = 0;
  await t.db.deleteFrom('notification').execute();
  await t.db
    .updateTable('loan')
    .set({ status: 'returned', returnedAt: t.clock.now() })
    .where('status', '=', 'open')
    .execute();
});

const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const jobs = idleJobs;

async function reader(category = 'umum') {
  serial += 1;
  const email = `pembaca${serial}@example.org`;
  const part = { fullName: `Pembaca ${serial}`, number: `P${serial}`, homeLibrary: 'KOTA', category, email };
  return { number: await makeMember(t.ctx(), part), email };
}
const copy = async (title: string) => makeCopy(t.ctx(), { title, barcode: `B-${++serial}`, libraryId: kota.id });
async function lend(memberNumber: string, title: string): Promise<string> {
  const itemBarcode = await copy(title);
  await checkOut(desk(), { memberNumber, itemBarcode });
  return itemBarcode;
}
/** The work of a morning; what it put into the mailbox since the last one. */
async function morning(day: string) {
  t.clock.set(`${day}T08:00:00+07:00`);
  server.mails.length = 0;
  await remindLoans(systemCtx(t.db, t.clock, 'circulation.reminders'));
  await remindOfHolds(systemCtx(t.db, t.clock, 'circulation.hold-shelf'));
  await deliverAll(t, server.url);
  return server.mails.map(({ to, subject, text }) => ({ to: to.join(), subject, text }));
}

test('before due, due, and overdue 1, 2 and 3: one letter each, on its day', async () => {
  const { number, email } = await reader();
  await lend(number, 'Laskar Pelangi');
  const subjects: string[] = [];
  for (const day of ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-09', '2027-01-01']) {
    for (const { to, subject, text } of await morning(day)) {
      expect(to).toBe(email);
      expect(text).toContain('Laskar Pelangi');
      subjects.push(`${day} ${subject}`);
    }
  }
  expect(subjects).toEqual([
    '2026-12-01 Segera kembali: 1 pinjaman',
    '2026-12-02 Hari ini kembali: 1 pinjaman',
    '2026-12-03 Lewat waktu: 1 pinjaman',
    '2026-12-09 Pengingat kedua: 1 pinjaman belum kembali',
    '2027-01-01 Pengingat terakhir: 1 pinjaman belum kembali',
  ]);
});

/** A hold whose copy has just come back and waits for its reader. */
async function waiting(category = 'umum') {
  const [borrower, wanting] = [await reader(), await reader(category)];
  const itemBarcode = await lend(borrower.number, 'Bumi Manusia');
  await placeHold(desk(), { memberNumber: wanting.number, itemBarcode, pickupLibraryId: kota.id });
  await checkIn(desk(), { itemBarcode });
  return wanting;
}

test('hold waiting: the reader is told where it is and until when, as soon as it came back', async () => {
  const { email } = await waiting();
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([{ to: [email], subject: 'Siap diambil: 1 pesanan' }]);
  expect(server.mails[0]?.text).toContain(
    'Bumi Manusia di Perpustakaan Kota, kami simpan sampai Jumat, 27 November 2026',
  );
});

test('hold expiring: a day before its last day, unless the schedule of the category says otherwise', async () => {
  const { email } = await waiting();
  const teacher = await waiting('guru');
  const { id: categoryId } = await getCategory(t.ctx(), 'guru');
  const inherit = 'inherit' as const;
  await saveSchedule(
    t.ctx(),
    noticeNeeds,
    { libraryId: kota.id, categoryId },
    {
      before_due: inherit,
      due: inherit,
      overdue_1: inherit,
      overdue_2: inherit,
      overdue_3: inherit,
      hold_expiring: 0,
      membership_expiring: inherit,
    },
  );
  await deliverAll(t, server.url);
  const expiring = async (day: string) => {
    const mails = await morning(day);
    const ofBoth = mails.filter(({ to }) => to === email || to === teacher.email);
    return ofBoth.filter(({ subject }) => subject.startsWith('Segera diambil')).map(({ to }) => to);
  };
  expect(await expiring('2026-11-26')).toEqual([email]);
  expect(await expiring('2026-11-27')).toEqual([teacher.email]);
  expect(await expiring('2026-11-27')).toEqual([]);
});

test('receipt: what was lent at this visit, at once, also in quiet hours', async () => {
  t.clock.set('2026-11-25T21:30:00+07:00');
  const since = t.clock.now();
  const { number, email } = await reader();
  await lend(number, 'Gadis Kretek');
  await sendReceipt(desk(), jobs, { memberNumber: number, since, libraryId: kota.id });
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([{ to: [email], subject: 'Bukti layanan Perpustakaan Kota' }]);
  expect(server.mails[0]?.text).toContain('Dipinjam: Gadis Kretek');
});

test('digest: what one morning has to say of several loans and a hold is one letter, the most pressing first', async () => {
  const [borrower, wanting] = [await reader(), await reader('guru')];
  await lend(wanting.number, 'Ronggeng Dukuh Paruk');
  await lend(wanting.number, 'Cantik Itu Luka');
  t.clock.set('2026-12-01T09:00:00+07:00');
  const barcode = await lend(borrower.number, 'Pulang');
  await placeHold(desk(), { memberNumber: wanting.number, itemBarcode: barcode, pickupLibraryId: kota.id });
  t.clock.set('2026-12-03T07:30:00+07:00');
  await checkIn(desk(), { itemBarcode: barcode });
  const mails = (await morning('2026-12-03')).filter(({ to }) => to === wanting.email);
  expect(mails.map(({ subject }) => subject)).toEqual(['3 kabar dari Perpustakaan Kota']);
  const text = mails[0]?.text ?? '';
  expect(text).toContain('Cantik Itu Luka');
  expect(text.indexOf('Ronggeng Dukuh Paruk')).toBeLessThan(text.indexOf('Pulang di Perpustakaan Kota'));
});
