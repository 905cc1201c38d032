import { beforeAll, expect, test } from 'vitest';
import { places } from '#contributed/places';
import { readyPrograms } from '#modules/community/certificates';
import { listPlans } from '#modules/community/ideas';
import { isBehind, openFollowUps } from '#modules/community/ideas/client';
import { listManaged } from '#modules/community/programs';
import { openCashDays } from '#modules/lending/charges';
import { listTransits, placeHold, pullList } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { makeAttendance } from '#modules/community/programs/testing';
import { deliveryCounts, listDeliveries } from '#modules/people/notifications';
import { listLockers } from '#modules/premises/lockers';
import { reservationsAsked } from '#modules/premises/seats';
import { listOrders, suggestTitle } from '#modules/stock/acquisition';
import { asReader } from '#modules/stock/acquisition/testing';
import { listBatches } from '#modules/stock/printing';
import { listStocktakes, listWeedings } from '#modules/stock/stocktake';
import type { Ctx } from '#platform/context';
import type { StaffPlace } from '#platform/places';
import { localDate } from '#shared/dates';
import { waitingAt, waitingLines } from '#web/kit/frame/staff/waiting.server.ts';
import { counted } from './support/counted.ts';
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
  Object.fromEntries(
    [...(await waitingAt(ctx, places, { desk, zone: ZONE, fresh: true }))].map(([href, { count }]) => [href, count]),
  );
const ZONE = 'Asia/Jakarta';

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
    ...at(kota, 'loans.check_in', 'loans.read'),
    clock: { now: () => new Date(dueAt.getTime() + days * 86_400_000) },
  });
  expect(await waits(later(14))).not.toHaveProperty('/staf/terlambat');
  expect(await waits(later(15))).toMatchObject({ '/staf/terlambat': 1 });
  // a school sees its pupils alone, and learns no number of other people
  const school = t.ctx({
    grants: [{ libraryId: kota, permissions: ['loans.check_in', 'loans.read'], ownMembersOnly: true }],
  });
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
    (await waitingAt(clerk(ms), places, { desk: kota, zone: ZONE, fresh })).get('/staf/usulan')?.count ?? 0;
  expect(await told(0, true)).toBe(1);
  await suggestTitle(sari, { title: 'Amba', author: 'Laksmi Pamuntjak' });
  expect(await told(59_999)).toBe(1);
  expect(await told(60_000)).toBe(2);
  expect(await told(-1)).toBe(2);
});

/** Rows of each kind of work that waits at a library, and where this person is told of it with which right. */
const NOW = new Date('2026-11-25T03:00:00Z');
const TODAY = '2026-11-25';
const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);
interface Case {
  what: string;
  href: string;
  may: string;
  /** Makes one that waits. */
  make: (libraryId: number) => Promise<unknown>;
  /** Makes one that does not. */
  makeOther?: (libraryId: number) => Promise<unknown>;
  /** The right without which its page is not seen. */
  page?: string;
  /** How many its page lists, opened by this person where they work. */
  lists: (ctx: Ctx, desk: number) => Promise<number>;
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
  await t.db
    .insertInto('cashDay')
    .values({ libraryId, day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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

const insertBatch = async (libraryId: number, kind: string): Promise<unknown> =>
  t.db
    .insertInto('printBatch')
    .values({ libraryId, kind, layout: {}, startAt: 1, createdAt: days(-2), createdBy: 'Endah' })
    .execute();
const RULES = JSON.stringify({
  ...{ olderThanYears: 10, unusedYears: 3, maxCopies: null, conditions: [], match: 'all' },
  ...{ classFrom: null, classTo: null, itemType: null },
});
/** Sheets that the page of printing shows without the mark that they came out right. */
const unprinted = async (ctx: Ctx, desk: number): Promise<number> =>
  (await listBatches(ctx, desk, { limit: 100 })).data.filter(({ printedAt }) => printedAt === null).length;
/** What the page of plans marks: their days that are over, and the questions that were not answered. */
async function listedPlans(ctx: Ctx): Promise<number> {
  const plans = await listPlans(ctx, {});
  return plans.reduce((sum, plan) => sum + Number(isBehind(plan, TODAY)) + openFollowUps(plan, TODAY), 0);
}
/** Who asks on the page of programmes, and on its tab of drafts what waits to be read. */
async function listedPrograms(ctx: Ctx): Promise<number> {
  const running = await listManaged(ctx, { states: ['published', 'running'], limit: 100 });
  const read = await listManaged(ctx, { states: ['review'], limit: 100 });
  return running.data.reduce((sum, program) => sum + program.requestedCount, 0) + read.data.length;
}

const CASES: readonly Case[] = [
  {
    what: 'a key of a locker that did not come back before today',
    ...{ href: '/staf/loker', may: 'lockers.hand_out' },
    lists: async (ctx, desk) =>
      (await listLockers(ctx, desk)).filter(({ use }) => use && localDate(use.since, ZONE) < TODAY).length,
    make: async (at) => insertLocker(at, days(-1)),
    makeOther: async (at) => insertLocker(at, NOW),
  },
  {
    what: 'a room that somebody asked for',
    ...{ href: '/staf/ruang', may: 'bookings.place' },
    lists: async (ctx, desk) => (await reservationsAsked(ctx, desk)).length,
    make: async (at) => insertSeat(at, days(1)),
    makeOther: async (at) => insertSeat(at, days(-1)),
  },
  {
    what: 'a day of cash that is over and not closed',
    ...{ href: '/staf/kas', may: 'cash.close' },
    page: 'cash.read',
    lists: async (ctx, desk) => (await openCashDays(ctx, desk)).length,
    make: async (at) => insertCash(at, '2026-11-24'),
    makeOther: async (at) => insertCash(at, '2026-11-25'),
  },
  {
    what: 'an order of which nothing has come for a month',
    ...{ href: '/staf/pengadaan', may: 'orders.manage' },
    lists: async (ctx) =>
      (await listOrders(ctx, { limit: 100 })).data.filter(({ orderedAt }) => orderedAt && orderedAt < days(-30)).length,
    make: async (at) => insertOrder(at, days(-31)),
    makeOther: async (at) => insertOrder(at, days(-29)),
  },
  {
    what: 'a book that was sent three days ago and has not come',
    ...{ href: '/staf/pesanan', may: 'loans.check_in' },
    page: 'loans.read',
    lists: async (ctx, desk) =>
      (await pullList(ctx, desk)).length +
      (await listTransits(ctx, { toLibraryId: desk, sent: true, limit: 100 })).data.filter(
        ({ sentAt }) => sentAt && sentAt < days(-3),
      ).length,
    make: async (at) => insertTransit(at, days(-4)),
    makeOther: async (at) => insertTransit(at, days(-1)),
  },
  {
    what: 'a book that is to be sent',
    ...{ href: '/staf/pesanan', may: 'transits.send' },
    page: 'loans.read',
    lists: async (ctx, desk) => (await listTransits(ctx, { fromLibraryId: desk, sent: false, limit: 100 })).data.length,
    make: async (at) => insertTransit(at, null),
  },
  {
    what: 'a stocktake that nobody has approved',
    ...{ href: '/staf/cacah-ulang', may: 'stocktakes.approve', page: 'stocktakes.run' },
    lists: async (ctx, desk) =>
      (await listStocktakes(ctx, { libraryId: desk, limit: 100 })).data.filter(({ status }) => status === 'open')
        .length,
    make: async (libraryId) =>
      t.db
        .insertInto('stocktake')
        .values({ libraryId, name: 'Ruang anak', startedAt: days(-2), startedBy: 'Endah' })
        .execute(),
  },
  {
    what: 'a weeding list that nobody has decided',
    ...{ href: '/staf/penyiangan', may: 'items.withdraw' },
    lists: async (ctx, desk) => (await listWeedings(ctx, desk)).filter(({ status }) => status === 'open').length,
    make: async (libraryId) =>
      t.db
        .insertInto('weeding')
        .values({ libraryId, name: 'Rak 500', rules: RULES, createdAt: days(-2), createdBy: 'Endah' })
        .execute(),
  },
  {
    what: 'labels that nobody has seen come out right',
    ...{ href: '/staf/cetak', may: 'printing.print' },
    lists: async (ctx, desk) => unprinted(ctx, desk),
    make: async (libraryId) => insertBatch(libraryId, 'spine'),
    // cards of members are told to who may see members
    makeOther: async (libraryId) => insertBatch(libraryId, 'member'),
  },
  {
    what: 'cards of members that nobody has seen come out right',
    ...{ href: '/staf/cetak', may: 'members.edit', page: 'printing.print' },
    lists: async (ctx, desk) => unprinted(ctx, desk),
    make: async (libraryId) => insertBatch(libraryId, 'member'),
  },
  {
    what: 'a plan whose day is over',
    ...{ href: '/staf/rencana-aksi', may: 'ideas.manage' },
    lists: async (ctx) => listedPlans(ctx),
    make: async (at) => insertPlan(at, '2026-11-24', '2026-12-20'),
    makeOther: async (at) => insertPlan(at, '2026-11-25', '2026-11-26'),
  },
  {
    what: 'a follow-up that its owner has not answered',
    ...{ href: '/staf/rencana-aksi', may: 'ideas.manage' },
    lists: async (ctx) => listedPlans(ctx),
    make: async (at) => insertPlan(at, '2026-12-24', '2026-11-25'),
  },
  {
    what: 'somebody who asked for a seat that staff give',
    ...{ href: '/staf/kegiatan', may: 'programs.manage' },
    lists: async (ctx) => listedPrograms(ctx),
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
    lists: async (ctx) => (await readyPrograms(ctx)).length,
    make: async (at) => insertEnded(at, days(-1)),
    makeOther: async (at) => insertEnded(at, days(1)),
  },
  {
    what: 'a programme that waits to be read',
    ...{ href: '/staf/kegiatan', may: 'programs.manage' },
    lists: async (ctx) => listedPrograms(ctx),
    make: async (libraryId) => {
      const { programId } = await makeWorkshop(t.db, { libraryId });
      await t.db.updateTable('program').set({ state: 'review' }).where('id', '=', programId).execute();
    },
  },
];

test.each(CASES)('$what waits at its library alone, for who may do something about it', async (one) => {
  const { href, may, page, make, makeOther } = one;
  const clock = { now: () => NOW };
  const rights = page ? [may, page] : [may];
  const told = async (libraryId: number, ...permissions: string[]): Promise<number> =>
    (await waits({ ...at(libraryId, ...(permissions.length > 0 ? permissions : rights)), clock }))[href] ?? 0;
  const before = await told(kota);
  const elsewhere = await told(gedog);
  await makeOther?.(kota);
  expect(await told(kota)).toBe(before);
  await make(kota);
  expect(await told(kota)).toBe(before + 1);
  expect(await told(gedog)).toBe(elsewhere);
  expect(await told(kota, 'reports.read')).toBe(0);
});

test.each(CASES)(
  'the page on which $what is told lists as many as the number says, whoever looks from wherever',
  async (one) => {
    const clock = { now: () => NOW };
    await one.make(kota);
    await one.make(gedog);
    await one.make(gedog);
    const rights = [one.may, one.page ?? one.may];
    for (const [who, ctx, desk] of [
      ['of Kota', at(kota, ...rights), kota],
      ['of Gedog', at(gedog, ...rights), gedog],
      ['of the network, at Kota', at(null, ...rights), kota],
      ['of the network, at Gedog', at(null, ...rights), gedog],
    ] as const) {
      const look = (): Ctx => ({ ...ctx, clock, libraryId: desk });
      const number = (await waits(look()))[one.href] ?? 0;
      expect(number, who).toBeGreaterThan(0);
      expect(number, who).toBe(await one.lists(look(), desk));
    }
  },
);

test('of messages that failed a school counts and lists those to its own pupils alone', async () => {
  await makeMember(t.ctx(), { fullName: 'Rangga', number: '2', homeLibrary: 'KEL-GEDOG' });
  const members = await t.db.selectFrom('member').select('id').execute();
  await t.db
    .insertInto('delivery')
    .values(
      members.map(({ id }) => ({
        ...{ memberId: id, libraryId: kota, channel: 'email', state: 'failed' },
        ...{ createdAt: days(-1), nextAttemptAt: days(-1), finishedAt: days(-1) },
      })),
    )
    .execute();
  const clock = { now: () => NOW };
  const look = async (ownMembersOnly: boolean) => {
    const grants = [{ libraryId: kota, permissions: ['notices.read'], ownMembersOnly }];
    const ctx: Ctx = { ...t.ctx({ grants }), clock, libraryId: kota };
    const [listed, counts] = await Promise.all([listDeliveries(ctx), deliveryCounts(ctx)]);
    return [(await waits(ctx))['/staf/pemberitahuan'], counts.byState.get('failed') ?? 0, listed.data.length];
  };
  expect(await look(false)).toEqual([2, 2, 2]);
  expect(await look(true)).toEqual([undefined, 1, 1]);
});

test('the rail says that the time of something is past, or ends today; what is due tomorrow is not marked', async () => {
  const clerk = (now: string): Ctx => ({ ...at(kota, 'bookings.place'), clock: { now: () => new Date(now) } });
  const urgent = async (now: string, zone: string): Promise<boolean | undefined> =>
    (await waitingAt(clerk(now), places, { desk: kota, zone, fresh: true })).get('/staf/ruang')?.urgent;
  await t.db.deleteFrom('seatReservation').execute();
  await insertSeat(kota, new Date('2026-11-26T03:00:00Z'));
  // the evening before in Blitar, which is the day itself in Jayapura
  expect(await urgent('2026-11-25T16:59:59Z', 'Asia/Jakarta')).toBe(false);
  expect(await urgent('2026-11-25T16:59:59Z', 'Asia/Jayapura')).toBe(true);
  expect(await urgent('2026-11-25T17:00:00Z', 'Asia/Jakarta')).toBe(true);
});

test('a count that fails is not written, and is tried again at the next look', async () => {
  const ctx = (): Ctx => ({ ...at(kota, 'suggestions.decide'), clock: { now: () => days(100) } });
  const look = { desk: kota, zone: ZONE };
  const [usulan] = places.filter(({ href }) => href === '/staf/usulan');
  if (!usulan?.waits?.[0]) throw new Error('nothing waits there');
  const [waiting] = usulan.waits;
  let fails = true;
  const failing: StaffPlace = {
    ...usulan,
    href: '/staf/usulan-gagal',
    waits: [
      { ...waiting, count: async (...asked) => (fails ? Promise.reject(new Error('gone')) : waiting.count(...asked)) },
    ],
  };
  expect((await waitingAt(ctx(), [failing], look)).size).toBe(0);
  fails = false;
  expect((await waitingAt(ctx(), [failing], look)).get('/staf/usulan-gagal')?.count).toBeGreaterThan(0);
});

test('in one request the rail and the first page count once, and say the same', async () => {
  const { db, questions } = counted(t.db);
  const ctx: Ctx = { ...at(kota, 'suggestions.decide', 'orders.manage', 'cash.close', 'cash.read'), db };
  const look = { desk: kota, fresh: true };
  const [rail, page] = await Promise.all([
    waitingAt(ctx, places, { ...look, zone: ZONE }),
    waitingLines(ctx, places, look),
  ]);
  expect(questions()).toBe(3);
  expect(page.map(({ place, count }) => [place.href, count])).toEqual(
    [...rail].map(([href, { count }]) => [href, count]),
  );
});

test('what failed behind the pages waits for who looks after the network', async () => {
  const settings = (): Ctx => at(null, 'settings.manage');
  expect(await waits(settings())).not.toHaveProperty('/staf/pekerjaan');
  const row = { kind: 'catalog.export', input: {}, lane: 'rest', locale: 'id' } as const;
  await t.db
    .insertInto('heavyWork')
    .values({ ...row, state: 'failed', endedAt: NOW })
    .execute();
  expect(await waits(settings())).toMatchObject({ '/staf/pekerjaan': 1 });
});

test('a line says since when the oldest waits, and until when it is to be done', async () => {
  const clock = { now: () => NOW };
  const clerk = at(kota, 'cash.close', 'cash.read', 'orders.manage');
  const lines = await waitingLines({ ...clerk, clock }, places, {
    desk: kota,
    fresh: true,
  });
  const of = (href: string) => lines.find(({ place }) => place.href === href);
  // the end of Tuesday in Blitar
  expect(of('/staf/kas')).toMatchObject({ due: new Date('2026-11-24T17:00:00Z') });
  expect(of('/staf/pengadaan')).toMatchObject({ since: days(-31) });
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
