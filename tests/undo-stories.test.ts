import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { placeBooking } from '#modules/lending/bookings';
import { makeItem } from '#modules/collection/catalog/testing';
import { payCharges } from '#modules/lending/charges';
import {
  checkIn,
  checkOut,
  createPolicy,
  markLost,
  placeHold,
  receiveItem,
  renewLoan,
  sendBox,
  suspendHold,
  undoCheckIn,
  undoCheckOut,
  undoRenewal,
} from '#modules/lending/circulation';
import { expireHolds } from '#modules/lending/circulation/testing';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { AppError } from '#platform/errors';
import { chargeRunningFines } from '../src/modules/lending/circulation/loans/charge-running-fines.ts';
import { remindLoans } from '../src/modules/lending/circulation/loans/remind-loans.ts';
import { tellDecisions } from '../src/modules/people/notifications/guests/tell-decisions.ts';
import { useTestDb } from './support/test-db.ts';
import { wholeDatabase } from './support/whole-database.ts';

/*
 * Small stories of a desk, at random: copies are lent (also past who waits), come back here and there, are lost, renewed, booked, held,
 * sent and received, while days go by. Every loan, return and renewal in them is undone at once, and then the database must say
 * what it said before, in every row of every table; then it is done again, and the story goes on.
 */
const t = useTestDb();
let libraries: Library[] = [];
let serial = 0;
beforeAll(async () => {
  libraries = [
    await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota'),
    await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog'),
    await makeLibrary(t.ctx(), 'KEL-TURI', 'Perpustakaan Kelurahan Turi'),
  ];
  const [, gedog, turi] = libraries;
  const money = { finePerDay: 500, rentalCharge: 1000, lostCharge: 50_000, processingCharge: 5000 };
  await createPolicy(t.ctx(), { itemType: 'umum', ...money, lostRefund: 'all', renewalWhileOverdue: 'allow' });
  await createPolicy(t.ctx(), { libraryId: gedog?.id ?? 0, floating: true });
  await createPolicy(t.ctx(), { libraryId: turi?.id ?? 0, finePerDay: 0, suspensionPerLateDay: 2 });
});

const KINDS = [
  'lend',
  'lend',
  'return',
  'return',
  'renew',
  'hold',
  'pause',
  'book',
  'box',
  'receive',
  'lose',
  'pay',
] as const;
const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat(2),
  copy: fc.nat(3),
  where: fc.nat(2),
  days: fc.constantFrom(0, 0, 0, 0, 1, 2, 9, 20),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Refusals of the house are part of the story. */
async function orRefused<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function tell(steps: readonly Step[]): Promise<number> {
  const [kota, gedog] = libraries;
  const desk = (where: number) => ({ ...t.ctx({ id: 1 }), libraryId: libraries[where]?.id ?? 0 });
  const members: string[] = [];
  for (let i = 0; i < 3; i++) {
    const number = `S${++serial}`;
    members.push(
      await makeMember(t.ctx(), { fullName: `Warga ${serial}`, number, homeLibrary: 'KOTA', category: 'umum' }),
    );
  }
  const copies = [0, 1, 2, 3].map((i) => `S-${serial}-${i}`);
  const at = { title: 'Bumi Manusia', libraryId: kota?.id ?? 0, itemType: 'umum' };
  await makeCopy(t.ctx(), { ...at, barcode: copies[0] ?? '' });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', copies[0] ?? '')
    .executeTakeFirstOrThrow();
  await makeItem(t.ctx(), { bibId, libraryId: gedog?.id ?? 0, itemType: 'umum', barcodes: [copies[1] ?? ''] });
  await makeCopy(t.ctx(), { ...at, title: 'Proyektor', itemType: 'alat', barcode: copies[2] ?? '' });
  await makeCopy(t.ctx(), {
    ...at,
    title: 'Papan Catur',
    itemType: 'alat',
    libraryId: gedog?.id ?? 0,
    barcode: copies[3] ?? '',
  });
  const lastLoan = async (barcode: string): Promise<number> => {
    const query = t.db.selectFrom('loan').innerJoin('item', 'item.id', 'loan.itemId').select('loan.id');
    return (await query.where('barcode', '=', barcode).orderBy('loan.id', 'desc').limit(1).executeTakeFirst())?.id ?? 0;
  };

  let undone = 0;
  /** Does it, undoes it, sees that nothing is left of it, and does it again. */
  const andBack = async (act: () => Promise<number>, undo: (loanId: number) => Promise<void>): Promise<void> => {
    const before = await wholeDatabase(t.db);
    const loanId = await orRefused(act());
    if (loanId === null) return;
    await undo(loanId);
    expect(await wholeDatabase(t.db)).toEqual(before);
    undone += 1;
    await act();
  };

  /** What is to come back, renewed or lost is mostly a copy that is out. */
  const pickCopy = async (kind: Step['kind'], nth: number): Promise<string> => {
    if (!['return', 'renew', 'lose'].includes(kind)) return copies[nth] ?? '';
    const out = t.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select('barcode')
      .where('barcode', 'in', copies);
    const barcodes = (await out.where('loan.status', 'in', ['open', 'lost']).orderBy('loan.id').execute()).map(
      (row) => row.barcode,
    );
    return barcodes[nth % Math.max(1, barcodes.length)] ?? copies[nth] ?? '';
  };

  for (const { kind, who, copy, where, days } of steps) {
    const itemBarcode = await pickCopy(kind, copy);
    const memberNumber = members[who] ?? '';
    if (days > 0) {
      t.clock.set(new Date(t.clock.now().getTime() + days * 86_400_000).toISOString());
      await chargeRunningFines(t.ctx({ kind: 'system', name: 'malam' }));
      await remindLoans(t.ctx({ kind: 'system', name: 'malam' }));
      await expireHolds(t.ctx({ kind: 'system', name: 'malam' }));
    }
    switch (kind) {
      case 'lend': {
        const lend = { memberNumber, itemBarcode, override: { reason: 'Ia menunggu di meja' } };
        await andBack(
          async () => (await checkOut(desk(where), lend)).loan.id,
          async (id) => undoCheckOut(desk(where), id),
        );
        break;
      }
      case 'return':
        await andBack(
          async () => (await checkIn(desk(where), { itemBarcode })).loan.id,
          async (id) => undoCheckIn(desk(where), id),
        );
        break;
      case 'renew': {
        const loanId = await lastLoan(itemBarcode);
        await andBack(
          async () => (await renewLoan(desk(where), { loanId })).id,
          async (id) => undoRenewal(desk(where), id),
        );
        break;
      }
      case 'hold':
        await orRefused(placeHold(desk(0), { memberNumber, bibId, pickupLibraryId: libraries[where]?.id ?? 0 }));
        break;
      case 'pause': {
        const hold = await t.db
          .selectFrom('hold')
          .select('id')
          .where('status', '=', 'queued')
          .orderBy('id', 'desc')
          .executeTakeFirst();
        if (hold) await orRefused(suspendHold(desk(0), { holdId: hold.id, until: '2031-01-01' }));
        break;
      }
      case 'book': {
        const startsAt = new Date(t.clock.now().getTime() + 3_600_000);
        const endsAt = new Date(startsAt.getTime() + 2 * 86_400_000);
        await orRefused(placeBooking(desk(where), { memberNumber, itemBarcodes: [itemBarcode], startsAt, endsAt }));
        break;
      }
      case 'box':
        await sendBox(desk(where), {
          fromLibraryId: libraries[where]?.id ?? 0,
          toLibraryId: null,
          ids: null,
          box: null,
        });
        break;
      case 'receive':
        await orRefused(receiveItem(desk(where), { itemBarcode }));
        break;
      case 'lose':
        await orRefused(markLost(desk(where), { loanId: await lastLoan(itemBarcode) }));
        break;
      case 'pay':
        await orRefused(payCharges(desk(where), memberNumber, { amount: 500, method: 'cash' }));
        break;
    }
  }
  return undone;
}

test('what is done and undone at once leaves every row as it was', async () => {
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      undone += await tell(steps);
    }),
    { numRuns: process.env.LUMBUNG_TORTURE ? 150 : 8 },
  );
  // else the stories were of refusals only
  expect(undone).toBeGreaterThan(5);
}, 900_000);

test('days without borrowing that wait to be told are told to nobody when their return is undone', async () => {
  const libraryId = libraries[2]?.id ?? 0;
  const desk = () => ({ ...t.ctx({ id: 1 }), libraryId });
  const memberNumber = await makeMember(t.ctx(), {
    fullName: 'Rini',
    number: 'R1',
    homeLibrary: 'KOTA',
    category: 'umum',
  });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Cantik Itu Luka', barcode: 'R-1', libraryId });
  const { loan } = await checkOut(desk(), { memberNumber, itemBarcode });
  t.clock.set(new Date(loan.dueAt.getTime() + 4 * 86_400_000).toISOString());
  expect((await checkIn(desk(), { itemBarcode })).suspendedUntil).not.toBeNull();
  const tell = async () => tellDecisions(systemCtx(t.db, t.clock, 'notifications.send'));
  const waiting = async () =>
    (
      await t.db
        .selectFrom('notification')
        .select('topic')
        .where('topic', '=', 'suspended')
        .where('withdrawnAt', 'is', null)
        .execute()
    ).length;
  expect([await tell(), await waiting()]).toEqual([1, 1]);
  await undoCheckIn(desk(), loan.id);
  expect([await waiting(), await tell()]).toEqual([0, 0]);
});
