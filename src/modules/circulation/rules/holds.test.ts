import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignPulls } from './assign-pulls.ts';
import { isPaused, moveTo, nextHold, type QueuedHold, type ServingPolicy } from './hold-queue.ts';
import { mayHold, type HoldFacts, type HoldableCopy } from './may-hold.ts';
import { BUILT_IN_POLICY as BUILT_IN } from './policy-built-in.ts';

const TODAY = '2026-11-25';
const hold = (id: number, part: Partial<QueuedHold> = {}): QueuedHold => ({
  id,
  categoryId: 1,
  homeLibraryId: 1,
  pickupLibraryId: 1,
  wantedItemId: null,
  suspended: false,
  suspendedUntil: null,
  ...part,
});
const anyone = (): ServingPolicy => BUILT_IN;
const copy = { id: 100, libraryId: 1 };
const next = (queue: QueuedHold[], policyOf: (one: QueuedHold) => ServingPolicy = anyone) =>
  nextHold(queue, copy, TODAY, policyOf)?.id ?? null;

const anyHold = fc.record({
  suspended: fc.boolean(),
  suspendedUntil: fc.constantFrom(null, '2026-11-24', TODAY, '2026-11-26'),
  wantedItemId: fc.constantFrom(null, 100, 200),
  pickupLibraryId: fc.constantFrom(1, 2),
});
const anyQueue = fc.array(anyHold, { maxLength: 12 }).map((parts) => parts.map((part, i) => hold(i + 1, part)));

describe('who gets a copy', () => {
  test('the first in the queue', () => {
    expect(next([hold(3), hold(1), hold(2)])).toBe(3);
    expect(next([])).toBeNull();
  });

  test('whoever paused lets others go first, and is served again from the day that was named', () => {
    expect(next([hold(1, { suspended: true }), hold(2)])).toBe(2);
    expect(next([hold(1, { suspended: true, suspendedUntil: '2026-11-26' }), hold(2)])).toBe(2);
    expect(next([hold(1, { suspended: true, suspendedUntil: TODAY }), hold(2)])).toBe(1);
  });

  test('who wants another copy waits on', () => {
    expect(next([hold(1, { wantedItemId: 200 }), hold(2, { wantedItemId: 100 })])).toBe(2);
  });

  test('where the copy’s library serves its own collectors first, they come first, in their order', () => {
    const local = (): ServingPolicy => ({ ...BUILT_IN, holdPriority: 'pickup' });
    const queue = [hold(1, { pickupLibraryId: 2 }), hold(2), hold(3)];
    expect(next(queue)).toBe(1);
    expect(next(queue, local)).toBe(2);
    const members = (): ServingPolicy => ({ ...BUILT_IN, holdPriority: 'member_library' });
    expect(next([hold(1, { homeLibraryId: 2 }), hold(2, { pickupLibraryId: 2 })], members)).toBe(2);
  });

  test('who may not borrow such a copy, or not collect it there, is passed over', () => {
    expect(next([hold(1), hold(2)], (one) => ({ ...BUILT_IN, mayBorrow: one.id !== 1 }))).toBe(2);
    const here = (): ServingPolicy => ({ ...BUILT_IN, holdPickup: 'item_library' });
    expect(next([hold(1, { pickupLibraryId: 2 }), hold(2)], here)).toBe(2);
  });

  test('nobody who fits and does not pause is ever passed over for somebody behind', () => {
    fc.assert(
      fc.property(anyQueue, (queue) => {
        const served = nextHold(queue, copy, TODAY, anyone);
        const ready = queue.filter((one) => !isPaused(one, TODAY) && [null, 100].includes(one.wantedItemId));
        expect(served).toBe(ready[0] ?? null);
      }),
    );
  });
});

describe('moving in a queue', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 15 });

  test('everybody stays in it once, the mover is where it was to be, the others keep their order', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.integer({ min: -3, max: 20 }), (queue, pick, position) => {
        const id = queue[pick % queue.length] ?? 0;
        const after = moveTo(queue, id, position);
        expect(after.toSorted()).toEqual(queue.toSorted());
        expect(after.indexOf(id)).toBe(Math.min(Math.max(position, 1), queue.length) - 1);
        expect(after.filter((one) => one !== id)).toEqual(queue.filter((one) => one !== id));
      }),
    );
  });

  test('who is not in it moves nobody', () => {
    expect(moveTo([1, 2], 9, 1)).toEqual([1, 2]);
  });
});

describe('fetching from shelves', () => {
  const nowhere = () => null;

  test('the pick-up library’s own copy first, then the library with the least to fetch, then the nearest', () => {
    const shelved = [
      { id: 11, libraryId: 1 },
      { id: 21, libraryId: 2 },
      { id: 22, libraryId: 2 },
      { id: 31, libraryId: 3 },
    ];
    const all = shelved.map((one) => one.id);
    const waiting = [1, 1, 1, 1].map((pickupLibraryId, i) => ({ holdId: i + 1, pickupLibraryId, copies: all }));
    const near = (from: number) => (from === 3 ? 1 : 5);
    expect([...assignPulls(waiting, shelved, near)]).toEqual([
      [1, 11],
      [2, 31],
      [3, 21],
      [4, 22],
    ]);
  });

  test('no copy is fetched for two, nobody is left out while a copy that fits is free, and asking again changes nothing', () => {
    const world = fc.record({
      shelved: fc
        .array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 })
        .map((libraries) => libraries.map((libraryId, i) => ({ id: i + 1, libraryId }))),
      wants: fc.array(
        fc.record({
          pickupLibraryId: fc.integer({ min: 1, max: 4 }),
          copies: fc.uniqueArray(fc.integer({ min: 1, max: 8 })),
        }),
        { maxLength: 10 },
      ),
    });
    fc.assert(
      fc.property(world, ({ shelved, wants }) => {
        const waiting = wants.map((want, i) => ({ holdId: i + 1, ...want }));
        const given = assignPulls(waiting, shelved, nowhere);
        const taken = [...given.values()];
        expect(new Set(taken).size).toBe(taken.length);
        const free = shelved.filter(({ id }) => !taken.includes(id)).map(({ id }) => id);
        for (const { holdId, copies } of waiting) {
          const copyId = given.get(holdId);
          if (copyId === undefined) expect(copies.filter((id) => free.includes(id))).toEqual([]);
          else expect(copies).toContain(copyId);
        }
        expect(assignPulls(waiting, shelved, nowhere)).toEqual(given);
      }),
    );
  });
});

describe('may a hold be placed', () => {
  const shelfCopy = (part: Partial<HoldableCopy> = {}, policy: Partial<HoldableCopy['policy']> = {}): HoldableCopy => ({
    id: 1,
    libraryId: 1,
    onShelf: false,
    present: true,
    ...part,
    policy: { ...BUILT_IN, ...policy },
  });
  const codes = (part: Partial<HoldFacts>) =>
    mayHold({
      today: TODAY,
      member: { withdrawn: false, expiresOn: null, blocks: [], homeLibraryId: 1 },
      copies: [shelfCopy()],
      onCopy: false,
      pickupLibraryId: 1,
      reached: [],
      owed: 0,
      borrowed: false,
      ...part,
    }).map((refusal) => refusal.code);

  test('a title that is out, for a member in good standing: yes', () => {
    expect(codes({})).toEqual([]);
  });

  test('a title without copies, or only with lost ones: no', () => {
    expect(codes({ copies: [] })).toEqual(['hold_no_copy']);
    expect(codes({ copies: [shelfCopy({ present: false })] })).toEqual(['hold_no_copy']);
  });

  test('only books to be read in the library: no; one other copy is enough', () => {
    const fixed = shelfCopy({}, { referenceOnly: true });
    expect(codes({ copies: [fixed] })).toEqual(['hold_not_for_loan']);
    expect(codes({ copies: [fixed, shelfCopy({ id: 2 })] })).toEqual([]);
  });

  test('holdsOnShelf: always, only if a copy is out, only if all are', () => {
    const world = (holdsOnShelf: 'allow' | 'if_any_out' | 'if_all_out', ...onShelf: boolean[]) =>
      codes({ copies: onShelf.map((on, i) => shelfCopy({ id: i, onShelf: on }, { holdsOnShelf })) });
    expect(world('allow', true)).toEqual([]);
    expect(world('if_any_out', true)).toEqual(['hold_on_shelf']);
    expect(world('if_any_out', true, false)).toEqual([]);
    expect(world('if_all_out', true, false)).toEqual(['hold_on_shelf']);
    expect(world('if_all_out', false, false)).toEqual([]);
  });

  test('holdLevel: only titles, or only single copies', () => {
    expect(codes({ copies: [shelfCopy({}, { holdLevel: 'bib' })], onCopy: true })).toEqual(['hold_not_on_copy']);
    expect(codes({ copies: [shelfCopy({}, { holdLevel: 'item' })] })).toEqual(['hold_not_on_title']);
  });

  test('holdPickup: where the copy belongs, or at the member’s own library', () => {
    expect(codes({ copies: [shelfCopy({}, { holdPickup: 'item_library' })], pickupLibraryId: 2 })).toEqual([
      'hold_pickup_refused',
    ]);
    expect(codes({ copies: [shelfCopy({}, { holdPickup: 'member_library' })], pickupLibraryId: 2 })).toEqual([
      'hold_pickup_refused',
    ]);
    expect(codes({ copies: [shelfCopy({}, { holdPickup: 'member_library' })] })).toEqual([]);
  });

  test('each limit that is reached has its own code; no holds at all is something else', () => {
    const reached = (scope: HoldFacts['reached'][number]['scope']) => codes({ reached: [{ scope, count: 5, max: 5 }] });
    expect(reached('all')).toEqual(['hold_limit_reached']);
    expect(reached('type')).toEqual(['hold_type_limit_reached']);
    expect(reached('title')).toEqual(['hold_per_title_reached']);
    expect(reached('day')).toEqual(['hold_day_limit_reached']);
    expect(codes({ copies: [shelfCopy({}, { maxHolds: 0 })] })).toEqual(['hold_not_for_loan']);
    const noneOfThisKind = { ofType: { ...BUILT_IN.ofType, maxHolds: 0 } };
    expect(codes({ copies: [shelfCopy({}, noneOfThisKind)] })).toEqual(['hold_not_for_loan']);
  });

  test('maxDebtToHold: who owes more; the most generous of the copies decides', () => {
    const strict = shelfCopy({}, { maxDebtToHold: 0 });
    expect(codes({ copies: [strict], owed: 0 })).toEqual([]);
    expect(codes({ copies: [strict], owed: 1 })).toEqual(['owes_too_much']);
    expect(codes({ copies: [strict, shelfCopy({ id: 2 }, { maxDebtToHold: 5000 })], owed: 5000 })).toEqual([]);
    expect(codes({ copies: [strict, shelfCopy({ id: 2 })], owed: 5000 })).toEqual([]);
  });

  test('blocked members and those who have it at home: no', () => {
    const blocks = [{ kind: 'manual', reason: 'x', untilDate: null }];
    expect(codes({ member: { withdrawn: false, expiresOn: null, blocks, homeLibraryId: 1 } })).toEqual([
      'member_blocked',
    ]);
    expect(codes({ borrowed: true })).toEqual(['hold_on_loan_to_member']);
  });
});
