import { beforeAll, expect, test } from 'vitest';
import { places } from '#contributed/places';
import { placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { makeAttendance } from '#modules/community/programs/testing';
import { suggestTitle } from '#modules/stock/acquisition';
import { asReader } from '#modules/stock/acquisition/testing';
import type { Ctx } from '#platform/context';
import { waitingAt, waitingLines } from '#web/kit/frame/staff/waiting.server.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let kota: number;
let gedog: number;
let sari: Ctx;
/** Somebody of the staff who may do these things at a library and nowhere else. */
const at = (libraryId: number | null, ...permissions: string[]): Ctx => ({
  ...t.ctx({ grants: [{ libraryId, permissions }] }),
  libraryId,
});
/** What this person is told, from a desk of the library where they work. */
const waits = async (ctx: Ctx, desk = ctx.libraryId): Promise<Record<string, number>> =>
  Object.fromEntries(await waitingAt(ctx, places, { desk, fresh: true }));

beforeAll(async () => {
  const ctx = t.ctx();
  kota = (await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog')).id;
  await makeMember(ctx, { fullName: 'Sari Dewi', number: '1', homeLibrary: 'KOTA' });
  const { id } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  sari = asReader(t, { id, number: '1', fullName: 'Sari Dewi' });
});

test('a reservation of a copy on the shelf waits to be fetched at its library, and nowhere else', async () => {
  const reader = { ...t.ctx(), libraryId: kota };
  await makeCopy(reader, { title: 'Gadis Kretek', barcode: 'B-1', libraryId: kota });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('libraryId', '=', kota)
    .executeTakeFirstOrThrow();
  expect(await waits(at(kota, 'loans.check_in'))).not.toHaveProperty('/staf/pesanan');
  await placeHold(reader, { memberNumber: '1', bibId, pickupLibraryId: kota });
  expect(await waits(at(kota, 'loans.check_in'))).toMatchObject({ '/staf/pesanan': 1 });
  expect(await waits(at(gedog, 'loans.check_in'))).not.toHaveProperty('/staf/pesanan');
  // who helps out at another desk is told what waits at that one, where they may
  expect(await waits(at(null, 'loans.check_in'), kota)).toMatchObject({ '/staf/pesanan': 1 });
  expect(await waits(at(null, 'loans.check_in'), gedog)).not.toHaveProperty('/staf/pesanan');
  expect(await waits(at(gedog, 'loans.check_in'), kota)).not.toHaveProperty('/staf/pesanan');
});

test('a loan is called for when it is more than two weeks late', async () => {
  await makeLoan(t.ctx(), { memberNumber: '1', libraryId: kota });
  const { dueAt } = await t.db.selectFrom('loan').select('dueAt').executeTakeFirstOrThrow();
  const later = (days: number): Ctx => ({
    ...at(kota, 'loans.check_in'),
    clock: { now: () => new Date(dueAt.getTime() + days * 86_400_000) },
  });
  expect(await waits(later(14))).not.toHaveProperty('/staf/terlambat');
  expect(await waits(later(15))).toMatchObject({ '/staf/terlambat': 1 });
  // a school sees its pupils alone, and learns no number of other people
  const school = t.ctx({ grants: [{ libraryId: kota, permissions: ['loans.check_in'], ownMembersOnly: true }] });
  expect(await waits({ ...later(15), actor: school.actor })).not.toHaveProperty('/staf/terlambat');
});

test('a suggestion is counted for who decides at its library; who may not is told no number', async () => {
  await suggestTitle(sari, { title: 'Laut Bercerita', author: 'Leila S. Chudori' });
  expect(await waits(at(kota, 'suggestions.decide'))).toEqual({ '/staf/usulan': 1 });
  expect(await waits(at(gedog, 'suggestions.decide'))).toEqual({});
  expect(await waits(at(kota, 'visits.record'))).toEqual({});
  // wherever somebody works: it is counted where they may decide, as the page lists it
  expect(await waits({ ...at(kota, 'suggestions.decide'), libraryId: null })).toEqual({ '/staf/usulan': 1 });
  expect(await waits({ ...at(gedog, 'suggestions.decide'), libraryId: kota })).toEqual({});
  expect(await waits(at(null, 'suggestions.decide'))).toEqual({ '/staf/usulan': 1 });
});

test('a number stands for a minute, unless it is asked for anew or the clock is set back', async () => {
  const now = new Date('2026-11-25T03:00:00Z');
  const clerk = (ms: number): Ctx => ({
    ...at(kota, 'suggestions.decide'),
    clock: { now: () => new Date(now.getTime() + ms) },
  });
  const told = async (ms: number, fresh = false): Promise<number> =>
    (await waitingAt(clerk(ms), places, { desk: kota, fresh })).get('/staf/usulan') ?? 0;
  expect(await told(0, true)).toBe(1);
  await suggestTitle(sari, { title: 'Amba', author: 'Laksmi Pamuntjak' });
  expect(await told(59_999)).toBe(1);
  expect(await told(60_000)).toBe(2);
  expect(await told(-1)).toBe(2);
});

/** Rows of each kind of work that waits at a library, and where this person is told of it with which right. */
const NOW = new Date('2026-11-25T03:00:00Z');
const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);
interface Case {
  what: string;
  href: string;
  may: string;
  /** Makes one that waits. */
  make: (libraryId: number) => Promise<unknown>;
  /** Makes one that does not. */
  makeOther?: (libraryId: number) => Promise<unknown>;
}
let made = 0;
const insertLocker = async (libraryId: number, startedAt: Date): Promise<void> => {
  made += 1;
  const { id } = await t.db
    .insertInto('locker')
    .values({ libraryId, number: `L-${made}` })
    .returning('id')
    .executeTakeFirstOrThrow();
  await t.db.insertInto('lockerUse').values({ lockerId: id, startedAt, startedBy: 'Bagus' }).execute();
};
const insertOrder = async (libraryId: number, orderedAt: Date): Promise<unknown> =>
  t.db
    .insertInto('purchaseOrder')
    .values({
      ...{ libraryId, number: `PO-${(made += 1)}`, supplier: 'Togamas', status: 'ordered' },
      ...{ createdAt: orderedAt, createdBy: 'Endah', orderedAt },
    })
    .execute();
const insertSeat = async (libraryId: number, startsAt: Date): Promise<void> => {
  const { id } = await t.db
    .insertInto('seat')
    .values({
      ...{ libraryId, kind: 'room', name: `Ruang ${(made += 1)}`, capacity: 8, slotMinutes: 60 },
      ...{ maxSlotsPerDay: 2, needsApproval: true, noShowMinutes: 15 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  await t.db
    .insertInto('seatReservation')
    .values({
      seatId: id,
      startsAt,
      endsAt,
      slots: 1,
      people: 4,
      status: 'asked',
      placedAt: days(-3),
      placedBy: 'Sari',
    })
    .execute();
};
const insertTransit = async (libraryId: number, sentAt: Date | null): Promise<void> => {
  const other = libraryId === kota ? gedog : kota;
  const [fromLibraryId, toLibraryId] = sentAt ? [other, libraryId] : [libraryId, other];
  await makeCopy({ ...t.ctx(), libraryId }, { title: 'Amba', barcode: `K-${(made += 1)}`, libraryId: fromLibraryId });
  const { id } = await t.db
    .selectFrom('item')
    .select('id')
    .where('barcode', '=', `K-${made}`)
    .executeTakeFirstOrThrow();
  await t.db
    .insertInto('transit')
    .values({
      ...{ itemId: id, fromLibraryId, toLibraryId, reason: 'moved', requestedAt: days(-5), requestedBy: 'Bagus' },
      ...{ sentAt, sentBy: sentAt && 'Bagus' },
    })
    .execute();
};
const insertCash = async (libraryId: number, day: string): Promise<void> => {
  await t.db.insertInto('cashDay').values({ libraryId, day }).execute();
  const { id } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  await t.db
    .insertInto('chargeLine')
    .values({
      ...{ memberId: id, libraryId, kind: 'payment', amount: -1000, method: 'cash', cashDay: day },
      ...{ at: new Date(`${day}T03:00:00Z`), byName: 'Bagus', receiptNumber: `KW-${(made += 1)}` },
    })
    .execute();
};
const insertPlan = async (libraryId: number, dueOn: string, opensOn: string): Promise<void> => {
  const { programId } = await makeWorkshop(t.db, { libraryId });
  const { id } = await t.db
    .insertInto('actionPlan')
    .values({
      ...{ programId, libraryId, activity: 'Pojok baca', dueOn, status: 'committed' },
      ...{ createdAt: days(-40), committedAt: days(-40) },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await t.db.insertInto('actionPlanFollowUp').values({ planId: id, day: 30, opensOn }).execute();
};

/** A workshop with a rule for its certificates, to which somebody came; it ended then. */
const insertEnded = async (libraryId: number, endsAt: Date): Promise<void> => {
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId });
  const startsAt = new Date(endsAt.getTime() - 3_600_000);
  await t.db.updateTable('programSession').set({ startsAt, endsAt }).where('id', '=', sessionId).execute();
  const { enrolmentId } = await makeGuest(t.db, { programId, name: 'Wati' });
  await makeAttendance(t.ctx(), sessionId, enrolmentId);
  await t.db
    .insertInto('certificateRule')
    .values({ programId, minAttendance: 80, needsPlan: false, needsTests: false, changedAt: days(-9) })
    .execute();
};

const CASES: readonly Case[] = [
  {
    what: 'a key of a locker that did not come back before today',
    ...{ href: '/staf/loker', may: 'lockers.hand_out' },
    make: async (at) => insertLocker(at, days(-1)),
    makeOther: async (at) => insertLocker(at, NOW),
  },
  {
    what: 'a room that somebody asked for',
    ...{ href: '/staf/ruang', may: 'bookings.place' },
    make: async (at) => insertSeat(at, days(1)),
    makeOther: async (at) => insertSeat(at, days(-1)),
  },
  {
    what: 'a day of cash that is over and not closed',
    ...{ href: '/staf/kas', may: 'cash.close' },
    make: async (at) => insertCash(at, '2026-11-24'),
    makeOther: async (at) => insertCash(at, '2026-11-25'),
  },
  {
    what: 'an order of which nothing has come for a month',
    ...{ href: '/staf/pengadaan', may: 'orders.manage' },
    make: async (at) => insertOrder(at, days(-31)),
    makeOther: async (at) => insertOrder(at, days(-29)),
  },
  {
    what: 'a book that was sent three days ago and has not come',
    ...{ href: '/staf/pesanan', may: 'loans.check_in' },
    make: async (at) => insertTransit(at, days(-4)),
    makeOther: async (at) => insertTransit(at, days(-1)),
  },
  {
    what: 'a book that is to be sent',
    ...{ href: '/staf/pesanan', may: 'transits.send' },
    make: async (at) => insertTransit(at, null),
  },
  {
    what: 'a stocktake that nobody has approved',
    ...{ href: '/staf/cacah-ulang', may: 'stocktakes.approve' },
    make: async (libraryId) =>
      t.db
        .insertInto('stocktake')
        .values({ libraryId, name: 'Ruang anak', startedAt: days(-2), startedBy: 'Endah' })
        .execute(),
  },
  {
    what: 'a weeding list that nobody has decided',
    ...{ href: '/staf/penyiangan', may: 'items.withdraw' },
    make: async (libraryId) =>
      t.db
        .insertInto('weeding')
        .values({ libraryId, name: 'Rak 500', rules: {}, createdAt: days(-2), createdBy: 'Endah' })
        .execute(),
  },
  {
    what: 'labels that nobody has seen come out right',
    ...{ href: '/staf/cetak', may: 'printing.print' },
    make: async (libraryId) =>
      t.db
        .insertInto('printBatch')
        .values({ libraryId, kind: 'spine', layout: {}, startAt: 1, createdAt: days(-2), createdBy: 'Endah' })
        .execute(),
  },
  {
    what: 'a plan whose day is over',
    ...{ href: '/staf/rencana-aksi', may: 'ideas.manage' },
    make: async (at) => insertPlan(at, '2026-11-24', '2026-12-20'),
    makeOther: async (at) => insertPlan(at, '2026-11-25', '2026-11-26'),
  },
  {
    what: 'a follow-up that its owner has not answered',
    ...{ href: '/staf/rencana-aksi', may: 'ideas.manage' },
    make: async (at) => insertPlan(at, '2026-12-24', '2026-11-25'),
  },
  {
    what: 'somebody who asked for a seat that staff give',
    ...{ href: '/staf/kegiatan', may: 'programs.manage' },
    make: async (libraryId) => {
      const { programId } = await makeWorkshop(t.db, { libraryId });
      const { enrolmentId } = await makeGuest(t.db, { programId, name: 'Wati' });
      await t.db.updateTable('programEnrolment').set({ status: 'requested' }).where('id', '=', enrolmentId).execute();
    },
    makeOther: async (libraryId) => makeGuest(t.db, { ...(await makeWorkshop(t.db, { libraryId })), name: 'Wati' }),
  },
  {
    what: 'a programme that is over and has given none of the certificates that it promised',
    ...{ href: '/staf/sertifikat', may: 'programs.manage' },
    make: async (at) => insertEnded(at, days(-1)),
    makeOther: async (at) => insertEnded(at, days(1)),
  },
  {
    what: 'a programme that waits to be read',
    ...{ href: '/staf/kegiatan', may: 'programs.manage' },
    make: async (libraryId) => {
      const { programId } = await makeWorkshop(t.db, { libraryId });
      await t.db.updateTable('program').set({ state: 'review' }).where('id', '=', programId).execute();
    },
  },
];

test.each(CASES)('$what waits at its library alone, for who may do something about it', async (one) => {
  const { href, may, make, makeOther } = one;
  const clock = { now: () => NOW };
  const told = async (libraryId: number, permission = may): Promise<number> =>
    (await waits({ ...at(libraryId, permission), clock }))[href] ?? 0;
  const before = await told(kota);
  const elsewhere = await told(gedog);
  await makeOther?.(kota);
  expect(await told(kota)).toBe(before);
  await make(kota);
  expect(await told(kota)).toBe(before + 1);
  expect(await told(gedog)).toBe(elsewhere);
  expect(await told(kota, 'reports.read')).toBe(0);
});

test('what failed behind the pages waits for who looks after the network', async () => {
  const settings = at(null, 'settings.manage');
  expect(await waits(settings)).not.toHaveProperty('/staf/pekerjaan');
  const row = { kind: 'catalog.export', input: {}, lane: 'rest', locale: 'id' } as const;
  await t.db
    .insertInto('heavyWork')
    .values({ ...row, state: 'failed', endedAt: NOW })
    .execute();
  expect(await waits(settings)).toMatchObject({ '/staf/pekerjaan': 1 });
});

test('a line says since when the oldest waits, and until when it is to be done', async () => {
  const clock = { now: () => NOW };
  const lines = await waitingLines({ ...at(kota, 'cash.close', 'orders.manage'), clock }, places, {
    desk: kota,
    fresh: true,
  });
  const of = (href: string) => lines.find(({ place }) => place.href === href);
  // the end of Tuesday in Blitar
  expect(of('/staf/kas')).toMatchObject({ count: 1, due: new Date('2026-11-24T17:00:00Z') });
  expect(of('/staf/pengadaan')).toMatchObject({ count: 1, since: days(-31) });
  expect(of('/staf/pengadaan')?.due).toBeUndefined();
});

test('every number can be asked for, at a library and in the whole network', async () => {
  const asked = places.flatMap(({ href, waits: all = [] }) => all.map((one) => ({ href, one })));
  for (const { href, one } of asked) {
    for (const libraryIds of [[gedog, kota], null]) {
      const { count, since } = await one.count(t.ctx(), libraryIds);
      expect(count, href).toEqual(expect.any(Number));
      expect(since === null || since instanceof Date, href).toBe(true);
    }
  }
  expect(asked.length).toBeGreaterThan(25);
});
