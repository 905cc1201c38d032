import { beforeAll, expect, test } from 'vitest';
import { personalData } from '#contributed/personal-data';
import { erasePerson, addPerson, getPartner, mergePartners, tiePartner } from '#modules/city/partners';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { loanLinkRetention } from '#modules/lending/circulation/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { acceptGivenBook, addGivenBook, createDonation, getDonation } from '#modules/stock/acquisition';
import { readConfig } from '#platform/config';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { ledgerHouse } from '../../../../../tests/support/ledger-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { ledgerPdf, partnerLedger, yearTogether } from '../index.ts';

const t = useTestDb();
const { given, programOn, came, planned } = ledgerHouse(t);
const { readLines, tested, handedIn } = courseTestHouse(t);
const year = { from: '2026-01-01', until: '2026-12-31' } as const;
let libraryId = 0;
beforeAll(async () => {
  ({ id: libraryId } = await aLibrary(t.ctx()));
  await readLines();
});
const ledger = async (partnerId: number, period: { from: string; until: string } = year) =>
  partnerLedger(keeper(t), partnerId, period);

/** A gift of so many copies of a book, kept as a contribution of a partner. @returns their barcodes */
async function givenBooks(partnerId: number, copies: number, fromOn = '2026-10-14'): Promise<string[]> {
  const desk = t.ctx();
  const donationId = await createDonation(desk, libraryId, { donorName: 'Koperasi', receivedOn: fromOn });
  const bookId = await addGivenBook(desk, donationId, { title: `Menjual dari Dapur ${donationId}`, copies });
  await acceptGivenBook(desk, donationId, { bookId, accepted: copies, itemType: 'umum' });
  await given(partnerId, libraryId, {
    ...{ kind: 'books', what: 'Buku', donationId, fromOn, untilOn: fromOn },
    ...{ quantity: copies, unit: 'copies', valuedBy: 'market', valueBasis: 'toko buku', value: copies * 80_000 },
  });
  const barcodes = (await getDonation(desk, donationId)).books[0]?.barcodes ?? [];
  // they are on the shelf
  await t.db.updateTable('item').set({ status: 'available' }).where('barcode', 'in', barcodes).execute();
  return barcodes;
}
/** Lends a copy and takes it back, so many times. */
async function lent(barcode: string, memberNumber: string, times: number): Promise<void> {
  const desk = { ...t.ctx(), libraryId };
  for (let nth = 0; nth < times; nth += 1) {
    await checkOut(desk, { itemBarcode: barcode, memberNumber });
    await checkIn(desk, { itemBarcode: barcode });
  }
}

test('a ledger as it is reckoned by hand', async () => {
  const partner = await aPartner(t, { name: 'Koperasi Batik Turi' });
  const me = keeper(t);
  await given(partner, libraryId);
  await given(partner, libraryId, {
    ...{ kind: 'speaker', what: 'Narasumber', valuedBy: 'market', valueBasis: 'SBM kota', value: 4_800_000 },
    ...{ quantity: 16, unit: 'hours', fromOn: '2026-03-01', untilOn: '2026-11-01' },
  });
  await given(partner, libraryId, { kind: 'food', what: 'Snack', valuedBy: 'none', value: null });
  // neither what is promised, nor what was taken back, nor what came before
  await given(partner, libraryId, { state: 'promised' });
  await given(partner, libraryId, { state: 'void', voidReason: 'salah catat' });
  await given(partner, libraryId, { fromOn: '2025-12-31', untilOn: '2025-12-31' });
  const [first = '', second = ''] = await givenBooks(partner, 3);
  const { number } = await aMember(t.ctx());
  await lent(first, number, 2);
  await lent(second, number, 1);
  const program = await programOn(libraryId, ['2026-03-04', '2026-03-11', '2026-03-18']);
  await came(program, 11);
  await came({ ...program, sessionIds: program.sessionIds.slice(0, 1) }, 1, { people: 30 });
  const few = await programOn(libraryId, ['2026-05-05']);
  await came(few, 4);
  for (const isPublic of [true, true, false]) await planned(program, libraryId, { isDone: true, isPublic });
  await planned(program, libraryId, { isDone: false, isPublic: true });
  for (const one of [program, few]) await tiePartner(me, partner, { programId: one.id, part: 'organises' });
  // the same programme by another part is the same programme
  await tiePartner(me, partner, { programId: program.id, part: 'speaks' });
  expect(await ledger(partner)).toEqual({
    ...{ partnerId: partner, partner: 'Koperasi Batik Turi', ...year },
    given: {
      ...{ n: 4, value: 3_500_000 + 4_800_000 + 240_000, valued: 3, hours: 16, inHours: 1 },
      lines: [
        { kind: 'money', n: 1, value: 3_500_000, valued: 1, quantities: [] },
        { kind: 'books', n: 1, value: 240_000, valued: 1, quantities: [{ unit: 'copies', quantity: 3 }] },
        { kind: 'speaker', n: 1, value: 4_800_000, valued: 1, quantities: [{ unit: 'hours', quantity: 16 }] },
        { kind: 'food', n: 1, value: 0, valued: 0, quantities: [] },
      ],
      rules: [
        { rule: 'own', n: 1, value: 3_500_000 },
        { rule: 'market', n: 2, value: 5_040_000 },
        { rule: 'none', n: 1, value: 0 },
      ],
    },
    // eleven and a group of thirty; the four of the other programme are not told
    programs: { programs: 2, sessions: 4, reached: { people: 41, programs: 1, left: 1 } },
    courses: { courses: 0, learners: 0, left: 0, gains: [] },
    books: { copies: 3, came: 3, lent: 2, loans: 3 },
    volunteers: { people: 0, hours: 0 },
    plans: { begun: 3, done: 2 },
  });
  const before = await ledger(partner, { from: '2025-01-01', until: '2025-12-31' });
  expect(before).toMatchObject({ given: { n: 1 }, books: { copies: 0, loans: 0 }, programs: { sessions: 0 } });
});

test('the ledger stays true when the reader, a participant and the contact person are forgotten', async () => {
  const partner = await aPartner(t);
  const me = keeper(t);
  const personId = await addPerson(me, partner, { name: 'Bu Sri', role: 'Ketua' });
  const [barcode = ''] = await givenBooks(partner, 1);
  const { number, id: memberId } = await aMember(t.ctx());
  await lent(barcode, number, 2);
  const program = await programOn(libraryId, ['2026-04-01']);
  await came(program, 9);
  await came(program, 1, { memberId, name: '' });
  await tiePartner(me, partner, { programId: program.id, part: 'hosts' });
  const before = await ledger(partner);
  expect(before).toMatchObject({ books: { loans: 2 }, programs: { reached: { people: 10 } } });
  await erasePerson(me, personId);
  await eraseByNumber(t.ctx(), personalData, number);
  await loanLinkRetention.clear(t.ctx(), new Date('2027-12-01T00:00:00Z'), t.storage);
  const left = await t.db.selectFrom('loan').select('id').where('memberId', '=', memberId).execute();
  expect(left).toEqual([]);
  expect(await ledger(partner)).toEqual(before);
});

test('the ledger of merged partners is the sum of both, and what both shared is in it once', async () => {
  const me = keeper(t);
  const [keep, drop] = [await aPartner(t, { name: 'SMP 3' }), await aPartner(t, { name: 'SMPN 3' })];
  const [shared, own] = [await programOn(libraryId, ['2026-02-03']), await programOn(libraryId, ['2026-02-10'])];
  await came(shared, 20);
  await came(own, 15);
  for (const partnerId of [keep, drop]) {
    await given(partnerId, libraryId);
    await tiePartner(me, partnerId, { programId: shared.id, part: 'invites' });
  }
  await tiePartner(me, drop, { programId: own.id, part: 'invites' });
  await givenBooks(drop, 2);
  await mergePartners(me, {
    ...{ keepId: keep, dropId: drop },
    keepVersion: (await getPartner(me, keep)).version,
    dropVersion: (await getPartner(me, drop)).version,
  });
  // what was given goes along, as every row that points at a partner
  await t.db.updateTable('contribution').set({ partnerId: keep }).where('partnerId', '=', drop).execute();
  const merged = await ledger(drop);
  expect(merged).toMatchObject({
    partnerId: keep,
    given: { n: 3, value: 7_160_000 },
    programs: { programs: 2, sessions: 2, reached: { people: 35, programs: 2, left: 0 } },
    books: { copies: 2 },
  });
  expect(await ledger(keep)).toEqual(merged);
});

test('no two ledgers, of partners or of times, tell of few people by their difference', async () => {
  const me = keeper(t);
  const [one, other] = [await aPartner(t), await aPartner(t)];
  const [large, small] = [
    await programOn(libraryId, ['2026-02-03', '2026-09-01']),
    await programOn(libraryId, ['2026-07-07']),
  ];
  await came({ ...large, sessionIds: large.sessionIds.slice(0, 1) }, 30);
  // three came only in September
  await came({ ...large, sessionIds: large.sessionIds.slice(1) }, 3);
  await came(small, 4);
  for (const partnerId of [one, other]) await tiePartner(me, partnerId, { programId: large.id, part: 'hosts' });
  await tiePartner(me, one, { programId: small.id, part: 'hosts' });
  const people = async (partnerId: number, period: { from: string; until: string } = year) =>
    (await ledger(partnerId, period)).programs.reached.people;
  expect([await people(one), await people(other)]).toEqual([33, 33]);
  expect(await people(one, { from: '2026-01-01', until: '2026-08-31' })).toBe(0);
  expect(await people(one, { from: '2026-08-01', until: '2026-12-31' })).toBe(0);
});

test('a programme that goes on is counted when it is over, whichever way the clock goes', async () => {
  const partner = await aPartner(t);
  const program = await programOn(libraryId, ['2026-11-01', '2026-12-05']);
  await came({ ...program, sessionIds: program.sessionIds.slice(0, 1) }, 12);
  await tiePartner(keeper(t), partner, { programId: program.id, part: 'speaks' });
  expect((await ledger(partner)).programs).toEqual({
    ...{ programs: 1, sessions: 1 },
    reached: { people: 0, programs: 0, left: 1 },
  });
  t.clock.set('2026-12-06T10:00:00+07:00');
  expect((await ledger(partner)).programs).toMatchObject({ sessions: 2, reached: { people: 12, left: 0 } });
  t.clock.set('2026-11-25T10:00:00+07:00');
  expect((await ledger(partner)).programs.reached.people).toBe(0);
});

test('learners and their gain are those of the whole course, from ten on', async () => {
  const partner = await aPartner(t);
  const me = keeper(t);
  const [many, few] = [await tested('Sepuluh orang'), await tested('Sembilan orang')];
  const both = (learner: number) => [
    { learner, part: 'before' as const, answers: [1, -2, -3] },
    { learner, part: 'after' as const, answers: [1, 2, -3] },
  ];
  await handedIn(many, Array.from({ length: 10 }, (_, nth) => both(9000 + nth)).flat());
  await handedIn(few, Array.from({ length: 9 }, (_, nth) => both(9100 + nth)).flat());
  await tiePartner(me, partner, { courseId: many.id, part: 'teaches' });
  await tiePartner(me, partner, { courseId: many.id, part: 'speaks' });
  await tiePartner(me, partner, { courseId: few.id, part: 'teaches' });
  const { courses } = await ledger(partner);
  expect(courses).toMatchObject({
    ...{ courses: 2, learners: 10, left: 1 },
    gains: [{ id: many.id, title: 'Sepuluh orang', gain: { pairs: 10 } }],
  });
  expect(courses.gains).toHaveLength(1);
});

test('whoever keeps no partners reads no ledger, and days that are none are refused', async () => {
  const partner = await aPartner(t);
  const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
  const others = [
    t.ctx({ kind: 'anonymous' }),
    t.ctx({ grants: [{ libraryId: null, permissions: ['reports.read'] }] }),
  ];
  expect(await Promise.all(others.map(async (ctx) => code(partnerLedger(ctx, partner, year))))).toEqual([
    'platform.sign_in_needed',
    'platform.forbidden',
  ]);
  for (const wrong of [
    { from: '2026-12-31', until: '2026-01-01' },
    { from: '2026-01-01', until: '9999-12-31' },
    { from: '2026-02-30', until: '2026-12-31' },
    { from: 'x'.repeat(200_000), until: '2026-12-31' },
    { from: '2026-01-01\0', until: '2026-12-31' },
  ])
    expect(await code(ledger(partner, wrong))).toBe('platform.invalid_input');
  expect(await code(ledger(999_999))).toBe('partners.not_found');
  expect(await ledger(partner, { from: '1900-01-01', until: '2200-12-31' })).toMatchObject({ given: { n: 0 } });
});

test('the page to frame is one page, in both languages, also with nothing to tell and a long name', async () => {
  const me = keeper(t);
  const config = readConfig({});
  const empty = await aPartner(t, { name: 'Perkumpulan Penggiat Literasi dan Taman Bacaan '.repeat(3).trim() });
  const full = await aPartner(t, { name: 'Koperasi Batik Turi' });
  await given(full, libraryId);
  await givenBooks(full, 2);
  for (const partnerId of [empty, full])
    for (const locale of ['id', 'en'] as const) {
      const { body, fileName } = await ledgerPdf(me, config, { partnerId, period: year, locale });
      expect(fileName).toBe(`buku-hasil-${partnerId}-${locale}.pdf`);
      const pages =
        Buffer.from(body)
          .toString('latin1')
          .match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages).toHaveLength(1);
    }
});

test('in public stand sums of partners who agreed to be named, each only when it holds enough', async () => {
  const guest = () => t.ctx({ kind: 'anonymous' });
  const me = keeper(t);
  // what the other tests of this file made is of partners whom nobody named
  t.clock.set('2026-11-25T11:00:00+07:00');
  expect(await yearTogether(guest())).toBeNull();
  const named: number[] = [];
  for (let nth = 0; nth < 4; nth += 1) {
    const id = await aPartner(t, { namedOn: '2026-01-01' });
    await given(id, libraryId, { value: 1_000_000 });
    named.push(id);
  }
  const program = await programOn(libraryId, ['2026-05-05']);
  await came(program, 12);
  for (const partnerId of named) await tiePartner(me, partnerId, { programId: program.id, part: 'hosts' });
  // figures stand for ten minutes, on a clock that goes back not at all
  expect(await yearTogether(guest())).toBeNull();
  t.clock.set('2026-11-25T11:20:00+07:00');
  expect(await yearTogether(guest())).toEqual({
    ...{ from: '2026-01-01', until: '2026-11-25', books: null, programs: { programs: 1, people: 12 } },
    ...{ volunteerHours: null, value: null },
  });
  const fifth = await aPartner(t, { namedOn: '2026-01-01' });
  await given(fifth, libraryId, { value: 2_000_000 });
  await givenBooks(fifth, 4);
  t.clock.set('2026-11-25T11:10:00+07:00');
  expect(await yearTogether(guest())).toMatchObject({
    books: { came: 4, loans: 0 },
    value: 4_000_000 + 2_000_000 + 320_000,
  });
});
