import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { personalData } from '#contributed/personal-data';
import { erasePerson, addPerson, getPartner, mergePartners, tiePartner } from '#modules/city/partners';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { countOutcomesIn } from '#modules/learning/course-tests/testing';
import { loanLinkRetention } from '#modules/lending/circulation/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { acceptGivenBook, addGivenBook, createDonation, getDonation } from '#modules/stock/acquisition';
import { readConfig } from '#platform/config';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { ledgerHouse } from '../../../../../tests/support/ledger-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { ledgerPdf, ledgerPeriod, ledgerYears, partnerLedger, yearTogether } from '../index.ts';
import { givenOutLedger } from '../view-ledger.ts';

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

test('outside of the house a learner more is told when everybody is told it, and the gain as the course tells it', async () => {
  const [partner, me] = [await aPartner(t), keeper(t)];
  const course = await tested('Sebelas orang');
  const both = (learner: number, before = [1, -2, -3]) => [
    { learner, part: 'before' as const, answers: before },
    { learner, part: 'after' as const, answers: [1, 2, -3] },
  ];
  await handedIn(
    course,
    Array.from({ length: 10 }, (_, nth) => both(9200 + nth, nth % 2 ? [1, -2, -3] : [-1, -2, -3])).flat(),
  );
  await tiePartner(me, partner, { courseId: course.id, part: 'teaches' });
  const outside = async () => (await givenOutLedger(me, partner, year)).ledger.courses;
  expect(await outside()).toEqual({ courses: 1, learners: 0, left: 1, gains: [] });
  const night = async () => countOutcomesIn(t.db, t.clock.now());
  await night();
  const first = await outside();
  expect(first).toMatchObject({ learners: 10, left: 0, gains: [{ title: 'Sebelas orang', gain: { pairs: 10 } }] });
  await handedIn(course, both(9300));
  await night();
  expect((await ledger(partner)).courses).toMatchObject({ learners: 11, gains: [{ gain: { pairs: 11 } }] });
  expect(await outside()).toEqual(first);
});

/** So many volunteers of a partner who came on a day, each for so many hours. */
async function volunteered(partnerId: number, people: number, { day, hours }: { day: string; hours: number }) {
  const [came, at] = [new Date(`${day}T09:00:00+07:00`), t.clock.now()];
  const left = new Date(came.getTime() + hours * 3_600_000);
  await sql`with task as (
      insert into volunteer_task (library_id, title, skills, needs, with_children, state, created_at, created_by)
      values (${libraryId}, 'Merapikan rak', '{}', '{}', false, 'open', ${at}, 'uji') returning id
    ), shift as (
      insert into volunteer_shift (task_id, starts_at, ends_at, places, state)
      select id, ${came}::timestamptz, ${left}::timestamptz, 200, 'planned' from task returning id
    ), person as (
      insert into volunteer (library_id, name, language, skills, days, ticket, state, offered_at, answer_by, partner_id)
      select ${libraryId}, 'Relawan', 'id', '{}', '{}', gen_random_uuid()::text, 'active', ${at}, '2026-12-31', ${partnerId}
      from generate_series(1, ${people}::integer) returning id
    )
    insert into volunteer_place (shift_id, volunteer_id, status, queue_no, placed_at, came_at, left_at, partner_id)
    select shift.id, person.id, 'confirmed', row_number() over (), ${at}, ${came}, ${left}, ${partnerId} from shift, person`.execute(
    t.db,
  );
}

test('outside of the house nothing is told of a month that goes on, and the days that stand there are those of the figures', async () => {
  const [partner, me] = [await aPartner(t), keeper(t)];
  const outside = async (period: { from: string; until: string } = year) =>
    (await givenOutLedger(me, partner, period)).ledger;
  const [barcode = ''] = await givenBooks(partner, 1);
  await given(partner, libraryId, { fromOn: '2026-11-03', untilOn: '2026-11-03' });
  const { number } = await aMember(t.ctx());
  await lent(barcode, number, 2);
  expect(await ledger(partner)).toMatchObject({ ...year, given: { n: 2 }, books: { lent: 1, loans: 2 } });
  const october = { from: '2026-01-01', until: '2026-10-31' };
  expect(await outside()).toMatchObject({ ...october, given: { n: 1 }, books: { copies: 1, lent: 0, loans: 0 } });
  // a time of which no month is over has nothing of its own yet
  expect(await outside({ from: '2026-11-01', until: '2026-11-25' })).toMatchObject(october);
  t.clock.set('2027-01-10T10:00:00+07:00');
  const over = { ...year, given: { n: 2 }, books: { lent: 1, loans: 2 } };
  expect(await outside()).toMatchObject(over);
  expect(await outside(await ledgerPeriod(me, 2027))).toMatchObject(over);
  t.clock.set('2026-11-25T10:00:00+07:00');
});

test('outside of the house hours of volunteers go by months that are over, in tens, and of four not at all', async () => {
  const [partner, few, me] = [await aPartner(t), await aPartner(t), keeper(t)];
  const outside = async (partnerId: number) => (await givenOutLedger(me, partnerId, year)).ledger.volunteers;
  await volunteered(few, 4, { day: '2026-10-05', hours: 8 });
  await volunteered(partner, 5, { day: '2026-10-05', hours: 5 });
  // in the month that goes on
  await volunteered(partner, 1, { day: '2026-11-02', hours: 7 });
  expect((await ledger(partner)).volunteers).toEqual({ people: 6, hours: 32 });
  expect(await outside(partner)).toEqual({ people: 5, hours: 20 });
  expect((await ledger(few)).volunteers).toEqual({ people: 4, hours: 32 });
  expect(await outside(few)).toEqual({ people: 0, hours: 0 });
});

test('a year that goes on ends today, a year to come is none, and the first year is that of the first gift', async () => {
  const me = keeper(t);
  const partner = await aPartner(t, { since: '2025-02-01' });
  expect(await ledgerPeriod(me, 2026)).toEqual({ from: '2026-01-01', until: '2026-11-25' });
  expect(await ledgerPeriod(me, 2025)).toEqual({ from: '2025-01-01', until: '2025-12-31' });
  expect(await ledgerPeriod(me, 2027)).toEqual(await ledgerPeriod(me, null));
  expect(await ledgerYears(me, await getPartner(me, partner))).toEqual([2026, 2025]);
  await given(partner, libraryId, { fromOn: '2023-05-06', untilOn: '2023-05-06' });
  await given(partner, libraryId, { fromOn: '2019-05-06', untilOn: '2019-05-06', state: 'promised' });
  expect(await ledgerYears(me, await getPartner(me, partner))).toEqual([2026, 2025, 2024, 2023]);
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
    ...{ from: '2026-01-01', until: '2026-10-31', books: null, programs: { programs: 1, people: 12 } },
    ...{ volunteerHours: null, value: null },
  });
  const fifth = await aPartner(t, { namedOn: '2026-01-01' });
  await given(fifth, libraryId, { value: 2_000_000 });
  await givenBooks(fifth, 4);
  // of the month that goes on nothing is told yet: whoever looks every day would know who gave it
  await given(fifth, libraryId, { value: 9_000_000, fromOn: '2026-11-03' });
  t.clock.set('2026-11-25T11:10:00+07:00');
  expect(await yearTogether(guest())).toMatchObject({
    books: { came: 4, loans: 0 },
    value: 4_000_000 + 2_000_000 + 320_000,
  });
});
