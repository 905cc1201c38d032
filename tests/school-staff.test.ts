import { beforeAll, describe, expect, test } from 'vitest';
import { text } from 'node:stream/consumers';
import {
  askCashTable,
  closeCashDay,
  payCharges,
  recordCharge,
  viewCashDay,
  viewCharges,
} from '#modules/lending/charges';
import { cashTable } from '#modules/lending/charges/jobs';
import {
  cancelHold,
  checkIn,
  checkOut,
  findOpenLoanOfCopy,
  getHold,
  getLoan,
  listDeskEvents,
  listHolds,
  listHoldShelf,
  listHoldsOfMember,
  listOverdue,
  listQueue,
  makeReceipt,
  markLost,
  moveHold,
  placeHold,
  pullList,
  quickReturn,
  renewAllLoans,
  renewLoan,
  resolveScan,
  viewAccount,
} from '#modules/lending/circulation';
import { listLoans } from '#modules/lending/circulation/testing';
import { makeCopy } from '#modules/lending/circulation/testing';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { issueClearance, listLetters } from '#modules/lending/letters';
import { getLetter, issueWarning } from '#modules/lending/letters/testing';
import { createMember, getMember, searchMembers, updateMember } from '#modules/people/members';
import { decideDelivery, listDeliveries } from '#modules/people/notifications';
import { getDelivery } from '#modules/people/notifications/testing';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { heavyHere } from '#platform/background/heavy';
import { createMailer } from '#platform/sending/mail';
import type { Services } from '#platform/services';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { refusal } from './support/refusal.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';

const t = useTestDb();
/** Without a library of their own: the city's desk. */
let city: Ctx;
/** Really signed in, with the role "school staff" at the school. */
let teacher: Ctx;
let school: Library;
let pupil = '';
let stranger = '';
let copies = 0;

const copyAt = async (libraryId: number): Promise<string> => {
  copies += 1;
  return makeCopy(t.ctx(), { title: `Buku ${copies}`, barcode: `SK${copies}`, libraryId });
};
/** A copy of the school that the city's desk lent to a member of the city. */
const lentToStranger = async (): Promise<{ barcode: string; loanId: number }> => {
  const barcode = await copyAt(school.id);
  const { loan } = await checkOut({ ...city, libraryId: school.id }, { memberNumber: stranger, itemBarcode: barcode });
  return { barcode, loanId: loan.id };
};
const services = (): Services => {
  const { db, clock, storage } = t;
  const mailer = createMailer(null, 'uji@localhost');
  return { config: readConfig({}), db, clock, storage, ...bareServices, mailer, jobs: idleJobs };
};
const said = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

beforeAll(async () => {
  const main = await createLibrary(t.ctx(), { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat' });
  school = await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN Bendogerit 1', type: 'sekolah' });
  city = { ...t.ctx(), libraryId: main.id };
  const account = { username: 'endang', grants: [{ role: 'school_staff', libraryId: school.id }] };
  await makeAccount(t, { ...account, homeLibraryId: school.id });
  teacher = { ...(await signedIn(t, 'endang')).ctx, libraryId: school.id };
  const child = { category: 'pelajar', birthDate: '2015-01-01', guardianName: 'Ibu', guardianConsent: true };
  pupil = (await createMember(city, { ...child, fullName: 'Ayu Murid', homeLibrary: 'SDN-1' })).number;
  stranger = (
    await createMember(city, {
      fullName: 'Orang Kota',
      category: 'umum',
      birthDate: '1990-05-05',
      homeLibrary: 'PUSAT',
      email: 'kota@contoh.id',
    })
  ).number;
});

describe('school staff see their pupils alone', () => {
  test('in the search, on the page of a member, and as the one a new child resembles', async () => {
    expect((await searchMembers(teacher)).data.map((row) => row.number)).toEqual([pupil]);
    expect((await searchMembers(teacher, { q: 'Orang Kota' })).data).toEqual([]);
    expect((await searchMembers(teacher, { q: stranger })).data).toEqual([]);
    expect((await getMember(teacher, pupil)).fullName).toBe('Ayu Murid');
    expect(await said(getMember(teacher, stranger))).toBe('platform.forbidden');
    const twin = { fullName: 'Orang Kota', category: 'umum', birthDate: '1990-05-05', homeLibrary: 'SDN-1' };
    const refused = await refusal(createMember(teacher, twin));
    expect(refused.code).toBe('members.maybe_elsewhere');
    expect(JSON.stringify(refused.params)).not.toContain(stranger);
    const { version } = await getMember(teacher, pupil);
    expect(await said(updateMember(teacher, pupil, version, { homeLibrary: 'PUSAT' }))).toBe('platform.forbidden');
  });

  test('at the desk: the card of somebody else is no card, and lends nothing', async () => {
    expect(await resolveScan(teacher, pupil)).toEqual({ kind: 'member', number: pupil });
    expect(await resolveScan(teacher, stranger, 'member')).toEqual({ kind: 'unknown', code: stranger });
    expect(await said(viewAccount(teacher, stranger))).toBe('circulation.unknown_member');
    const itemBarcode = await copyAt(school.id);
    expect(await said(checkOut(teacher, { memberNumber: stranger, itemBarcode }))).toBe('circulation.unknown_member');
    expect((await checkOut(teacher, { memberNumber: pupil, itemBarcode })).loan.memberName).toBe('Ayu Murid');
    await checkIn(teacher, { itemBarcode });
    expect(await said(makeReceipt(teacher, { memberNumber: stranger, since: new Date(0) }))).toBe(
      'circulation.unknown_member',
    );
  });

  test('a book of the school comes back whoever had it; who it was the school does not learn', async () => {
    const { barcode } = await lentToStranger();
    expect((await findOpenLoanOfCopy(teacher, barcode))?.memberName).toBe('•••');
    const back = await checkIn(teacher, { itemBarcode: barcode });
    expect(JSON.stringify(back)).not.toContain('Orang Kota');
    expect(JSON.stringify(back)).not.toContain(stranger);
    const events = await listDeskEvents(teacher, { since: new Date(0), memberNumber: null });
    expect(JSON.stringify(events)).not.toContain('Orang Kota');
  });

  test('in loans and overdues of the school, and no act on the loan of somebody else', async () => {
    const { barcode, loanId } = await lentToStranger();
    const own = await copyAt(school.id);
    const { loan } = await checkOut(teacher, { memberNumber: pupil, itemBarcode: own });
    t.clock.set('2027-01-15T10:00:00+07:00');
    const about = { libraryId: school.id, limit: 50 };
    expect((await listLoans(teacher, { ...about, status: 'open' })).data.map(({ id }) => id)).toEqual([loan.id]);
    expect((await listLoans(teacher, { ...about, memberNumber: stranger })).data).toEqual([]);
    expect((await listLoans(city, { ...about, status: 'open' })).data.map(({ id }) => id)).toEqual([loan.id, loanId]);
    expect((await listOverdue(teacher, about)).data.map(({ id }) => id)).toEqual([loan.id]);
    expect(await said(getLoan(teacher, loanId))).toBe('circulation.loan_not_found');
    expect(await said(renewLoan(teacher, { loanId }))).toBe('circulation.loan_not_found');
    expect(await said(renewAllLoans(teacher, stranger))).toBe('circulation.unknown_member');
    expect(await said(markLost(teacher, { loanId, charge: null }))).toBe('circulation.loan_not_found');
    expect(await said(issueWarning(teacher, stranger, school.id))).toBe('platform.forbidden');
    t.clock.set(TEST_NOW);
    await checkIn(city, { itemBarcode: barcode });
    await checkIn(teacher, { itemBarcode: own });
  });

  test('in holds, queues and on the shelf of the school', async () => {
    const itemBarcode = await copyAt(school.id);
    const { loan } = await checkOut(teacher, { memberNumber: pupil, itemBarcode });
    const wish = { bibId: loan.bibId, pickupLibraryId: school.id };
    expect(await said(placeHold(teacher, { ...wish, memberNumber: stranger }))).toBe('circulation.unknown_member');
    const hold = await placeHold(city, { ...wish, memberNumber: stranger });
    expect((await listHolds(teacher, { limit: 50 })).data).toEqual([]);
    expect(await said(getHold(teacher, hold.id))).toBe('circulation.hold_not_found');
    expect(await said(listHoldsOfMember(teacher, stranger))).toBe('circulation.unknown_member');
    expect(await said(cancelHold(teacher, hold.id))).toBe('circulation.hold_not_found');
    expect((await listQueue(teacher, loan.bibId)).map(({ memberName }) => memberName)).toEqual(['•••']);
    const back = await quickReturn(teacher, { itemBarcode });
    expect(JSON.stringify(back)).not.toContain('Orang Kota');
    expect((await listHoldShelf(teacher, school.id)).map(({ memberName }) => memberName)).toEqual(['•••']);
    expect((await listHoldShelf(city, school.id)).map(({ memberName }) => memberName)).toEqual(['Orang Kota']);
    const sent = { state: 'failed' as const, outcome: 'smtp_down' };
    await t.db
      .insertInto('delivery')
      .values({
        memberId: (await getMember(city, stranger)).id,
        libraryId: school.id,
        channel: 'email',
        createdAt: t.clock.now(),
        nextAttemptAt: t.clock.now(),
        finishedAt: t.clock.now(),
        ...sent,
      })
      .execute();
    const [delivery] = (await listDeliveries(city)).data;
    expect(delivery?.memberName).toBe('Orang Kota');
    expect((await listDeliveries(teacher)).data).toEqual([]);
    expect(await said(getDelivery(teacher, delivery?.id ?? 0))).toBe('notices.delivery_not_found');
    expect(await said(decideDelivery(teacher, delivery?.id ?? 0, 'retry'))).toBe('notices.delivery_not_found');
    await cancelHold(city, hold.id);
  });

  test('in charges, money and letters', async () => {
    expect(await said(viewCharges(teacher, stranger))).toBe('charges.member_not_found');
    expect(await said(recordCharge(teacher, stranger, { kind: 'damage', amount: 1000 }))).toBe(
      'charges.member_not_found',
    );
    await recordCharge(city, stranger, { kind: 'damage', amount: 1000 });
    const payment = { amount: 1000, method: 'cash' as const };
    expect(await said(payCharges(teacher, stranger, payment))).toBe('charges.member_not_found');
    await payCharges(city, stranger, payment);
    expect(await said(issueClearance(teacher, stranger))).toBe('platform.forbidden');
    const letter = await issueClearance(city, stranger, { libraryId: school.id });
    expect((await listLetters(teacher, { libraryId: school.id, limit: 50 })).data).toEqual([]);
    expect(await said(getLetter(teacher, letter))).toBe('letters.not_found');
  });
});

test('any role at a school reaches its pupils alone; that of a branch serves whoever comes', async () => {
  const branch = await createLibrary(t.ctx(), { code: 'KEL-1', name: 'Kelurahan', type: 'kelurahan' });
  await makeAccount(t, { username: 'meja-sekolah', grants: [{ role: 'circulation', libraryId: school.id }] });
  await makeAccount(t, { username: 'meja-kelurahan', grants: [{ role: 'circulation', libraryId: branch.id }] });
  expect(await said(viewAccount((await signedIn(t, 'meja-sekolah')).ctx, stranger))).toBe('circulation.unknown_member');
  expect((await viewAccount((await signedIn(t, 'meja-kelurahan')).ctx, stranger)).member.number).toBe(stranger);
});

describe('a desk of a school with every permission at the school', () => {
  let desk: Ctx;
  beforeAll(async () => {
    await makeAccount(t, { username: 'kepala-sekolah', grants: [{ role: 'head', libraryId: school.id }] });
    desk = { ...(await signedIn(t, 'kepala-sekolah')).ctx, libraryId: school.id };
  });
  const newMember = async (home: 'SDN-1' | 'PUSAT', fullName: string): Promise<string> =>
    (await createMember(city, { fullName, category: 'umum', birthDate: '1991-01-01', homeLibrary: home })).number;

  test('moves its pupils within the queue, and neither members of others nor its pupils past them', async () => {
    const itemBarcode = await copyAt(school.id);
    const borrower = await newMember('PUSAT', 'Peminjam');
    const { loan } = await checkOut({ ...city, libraryId: school.id }, { memberNumber: borrower, itemBarcode });
    const wait = async (memberNumber: string) =>
      (await placeHold(city, { bibId: loan.bibId, pickupLibraryId: school.id, memberNumber })).id;
    const other = await wait(await newMember('PUSAT', 'Warga Lain'));
    const first = await wait(await newMember('SDN-1', 'Murid Satu'));
    const second = await wait(await newMember('SDN-1', 'Murid Dua'));
    const order = async () => (await listQueue(city, loan.bibId)).map(({ id }) => id);

    expect(await said(moveHold(desk, { holdId: other, position: 3 }))).toBe('circulation.hold_not_found');
    expect(await said(moveHold(desk, { holdId: second, position: 1 }))).toBe('circulation.hold_passes_others');
    expect(await order()).toEqual([other, first, second]);
    expect((await moveHold(desk, { holdId: second, position: 2 })).position).toBe(2);
    expect(await order()).toEqual([other, second, first]);
    // the city may
    await moveHold(city, { holdId: first, position: 1 });
    expect(await order()).toEqual([first, other, second]);
    expect((await listQueue(desk, loan.bibId)).map(({ memberName }) => memberName)).toEqual([
      'Murid Satu',
      '•••',
      'Murid Dua',
    ]);
  });

  test('fetches what others wait for without learning who', async () => {
    const barcode = await copyAt(school.id);
    const { bibId } = await t.db
      .selectFrom('item')
      .select('bibId')
      .where('barcode', '=', barcode)
      .executeTakeFirstOrThrow();
    const about = { bibId, pickupLibraryId: school.id, memberNumber: await newMember('PUSAT', 'Warga Jauh') };
    const hold = await placeHold(city, { ...about, override: { reason: 'diminta' } });
    const line = (await pullList(desk, school.id)).find((one) => one.hold.id === hold.id);
    expect(line?.hold).toMatchObject({ memberName: '•••', memberNumber: '•••' });
  });

  test('closes the day with all its money, and learns of its pupils alone who paid', async () => {
    t.clock.set('2026-11-26T10:00:00+07:00');
    const own = await newMember('SDN-1', 'Murid Bayar');
    const foreign = await newMember('PUSAT', 'Warga Bayar');
    for (const number of [own, foreign]) {
      const at = { ...city, libraryId: school.id };
      await recordCharge(at, number, { kind: 'damage', amount: 5000 });
      await payCharges(at, number, { amount: 5000, method: 'cash' });
    }
    const query = { libraryId: school.id, day: '2026-11-26' };
    const seen = await viewCashDay(desk, query);
    expect(seen.lines.map(({ memberName, memberNumber }) => [memberName, memberNumber])).toEqual([
      ['Murid Bayar', own],
      ['•••', '•••'],
    ]);
    expect(seen.cash.payments).toBe(10_000);
    const heavy = heavyHere([cashTable], services);
    const table = async (ctx: Ctx) => text((await askCashTable(ctx, heavy, { ...query, format: 'csv' })).body);
    expect(await table(desk)).not.toContain(foreign);
    expect(await table(city)).toContain(foreign);
    const closed = await closeCashDay(desk, query, { counted: seen.expectedCash, deposited: 0 });
    expect(JSON.stringify(closed)).not.toContain('Warga Bayar');
    t.clock.set(TEST_NOW);
  });
});
