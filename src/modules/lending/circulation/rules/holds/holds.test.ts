import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseCopies, type FreeCopy, type Places } from './choose-copies.ts';
import { isPaused, moveTo, type QueuedHold, type ServingPolicy } from './hold-queue.ts';
import { mayHold, type HoldFacts, type HoldableCopy } from './may-hold.ts';
import { BUILT_IN_POLICY as BUILT_IN } from '../policies/policy-values.ts';

const TODAY = '2026-11-25';
const hold = (id: number, part: Partial<QueuedHold> = {}): QueuedHold => ({
  id,
  memberId: id,
  categoryId: 1,
  homeLibraryId: 1,
  pickupLibraryId: 1,
  wantedItemId: null,
  suspended: false,
  suspendedUntil: null,
  ...part,
});
const anyone = (): ServingPolicy => BUILT_IN;
const inHand: FreeCopy = { id: 100, libraryId: 1, at: 1, inHand: true };
const shelved = (id: number, libraryId: number): FreeCopy => ({ id, libraryId, at: libraryId, inHand: false });
const nowhere: Places = { isOpen: () => true, rank: () => 0, distance: () => null };
type PolicyOf = (one: QueuedHold, copy: FreeCopy) => ServingPolicy;
const choose = (queue: QueuedHold[], copies: FreeCopy[], policyOf: PolicyOf = anyone, places: Partial<Places> = {}) =>
  chooseCopies(queue, copies, {
    isWaiting: (one) => !isPaused(one, TODAY),
    policyOf,
    places: { ...nowhere, ...places },
  });
const next = (queue: QueuedHold[], policyOf: PolicyOf = anyone) =>
  [...choose(queue, [inHand], policyOf)][0]?.[0] ?? null;

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
        const ready = queue.filter((one) => !isPaused(one, TODAY) && [null, 100].includes(one.wantedItemId));
        expect(next(queue)).toBe(ready[0]?.id ?? null);
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
  test('the pick-up library’s own copy first, then that of the nearest', () => {
    const copies = [shelved(11, 1), shelved(21, 2), shelved(22, 2), shelved(31, 3)];
    const near = (from: number) => (from === 3 ? 1 : 5);
    expect([...choose([hold(1), hold(2), hold(3), hold(4)], copies, anyone, { distance: near })]).toEqual([
      [1, 11],
      [2, 31],
      [3, 21],
      [4, 22],
    ]);
  });

  test('libraries that are equally near share the work', () => {
    const copies = Array.from({ length: 300 }, (_, i) => shelved(i, 2 + (i % 3)));
    const given = choose(
      Array.from({ length: 99 }, (_, i) => hold(i + 1)),
      copies,
    );
    const from = Map.groupBy(given.values(), (id) => 2 + (id % 3));
    expect([2, 3, 4].every((id) => (from.get(id)?.length ?? 0) > 15)).toBe(true);
  });

  test('the order of libraries that the network has set goes before who is nearer', () => {
    const copies = [shelved(21, 2), shelved(31, 3), shelved(32, 3), shelved(41, 4)];
    const rank = (id: number) => [3, 2].indexOf(id) + (id === 4 ? 9 : 0);
    const given = choose([hold(1), hold(2), hold(3), hold(4)], copies, anyone, { rank, distance: (from) => from });
    expect([...given.values()]).toEqual([31, 32, 21, 41]);
  });

  test('a library that is closed today is asked when no other has a copy; its own readers wait for its own', () => {
    const places = { isOpen: (id: number) => id !== 2, distance: (from: number) => from };
    const copies = [shelved(21, 2), shelved(31, 3)];
    expect([...choose([hold(1), hold(2)], copies, anyone, places).values()]).toEqual([31, 21]);
    expect([...choose([hold(1, { pickupLibraryId: 2 })], copies, anyone, places).values()]).toEqual([21]);
  });

  test('what has just come in is given before anything is fetched, but not instead of a copy where it is collected', () => {
    const elsewhere = { ...inHand, at: 3, libraryId: 3 };
    expect([...choose([hold(1), hold(2)], [shelved(21, 2), elsewhere])]).toEqual([
      [1, 100],
      [2, 21],
    ]);
    expect([...choose([hold(1), hold(2)], [shelved(11, 1), elsewhere])]).toEqual([
      [1, 11],
      [2, 100],
    ]);
  });

  test('whom a library serves first chooses first among its copies, on the list as at a scan', () => {
    const own = (_one: QueuedHold, copy: FreeCopy): ServingPolicy => ({
      ...BUILT_IN,
      holdPriority: copy.libraryId === 2 ? 'pickup' : 'none',
    });
    const queue = [hold(1), hold(2, { pickupLibraryId: 2 }), hold(3, { pickupLibraryId: 2 })];
    expect([...choose(queue, [shelved(21, 2)], own)]).toEqual([[2, 21]]);
    expect([...choose(queue, [shelved(21, 2), shelved(31, 3)], own)]).toEqual([
      [2, 21],
      [1, 31],
    ]);
  });

  test('of the holds of one member the one that is about a copy gets it; another of theirs gets another copy', () => {
    const queue = [hold(1, { memberId: 7 }), hold(2, { memberId: 7, wantedItemId: 11, suspended: true }), hold(3)];
    expect([...choose(queue, [shelved(11, 1), shelved(12, 1)])]).toEqual([
      [1, 12],
      [3, 11],
    ]);
  });

  test('no copy is given to two, nobody is left out while a copy that fits is free, and scans give what the list says, in any order', () => {
    const world = fc.record({
      copies: fc
        .array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 })
        .map((libraries) => libraries.map((libraryId, i) => shelved(i + 1, libraryId))),
      queue: fc
        .array(
          fc.record({
            pickupLibraryId: fc.integer({ min: 1, max: 4 }),
            homeLibraryId: fc.integer({ min: 1, max: 4 }),
            wantedItemId: fc.option(fc.integer({ min: 1, max: 8 })),
            suspended: fc.boolean(),
          }),
          { maxLength: 10 },
        )
        .map((parts) => parts.map((part, i) => hold(i + 1, part))),
      closed: fc.integer({ min: 1, max: 4 }),
      holdPriority: fc.constantFrom('none' as const, 'pickup' as const, 'member_library' as const),
    });
    fc.assert(
      fc.property(world, ({ copies, queue, closed, holdPriority }) => {
        const given = (of: FreeCopy[]) =>
          choose(queue, of, () => ({ ...BUILT_IN, holdPriority }), { isOpen: (id) => id !== closed });
        const list = given(copies);
        const taken = [...list.values()];
        expect(new Set(taken).size).toBe(taken.length);
        for (const one of queue.filter((waits) => !isPaused(waits, TODAY))) {
          const fits = (id: number) => one.wantedItemId === null || one.wantedItemId === id;
          const copyId = list.get(one.id);
          if (copyId !== undefined) expect(fits(copyId)).toBe(true);
          else expect(copies.filter(({ id }) => fits(id) && !taken.includes(id))).toEqual([]);
        }
        // the copies are found in any order, and whoever scans one is told what the list told
        expect(given(copies.toReversed())).toEqual(list);
        for (const [holdId, copyId] of list) {
          const rest = choose(
            queue.filter((one) => one.id !== holdId),
            copies.filter((one) => one.id !== copyId),
            () => ({ ...BUILT_IN, holdPriority }),
            { isOpen: (id) => id !== closed },
          );
          expect(new Map([...rest, [holdId, copyId]])).toEqual(list);
        }
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
    damaged: false,
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
      sameCopy: false,
      ...part,
    }).map((refusal) => refusal.code);

  test('a title that is out, for a member in good standing: yes', () => {
    expect(codes({})).toEqual([]);
  });

  test('a title without copies, or only with lost ones: no', () => {
    expect(codes({ copies: [] })).toEqual(['hold_no_copy']);
    expect(codes({ copies: [shelfCopy({ present: false })] })).toEqual(['hold_no_copy']);
  });

  test('a title of which every copy is damaged: no; a damaged one beside others is as if it were not there', () => {
    const damaged = shelfCopy({ id: 2, damaged: true });
    expect(codes({ copies: [damaged] })).toEqual(['hold_only_damaged']);
    expect(codes({ copies: [damaged, shelfCopy({ present: false })] })).toEqual(['hold_only_damaged']);
    expect(codes({ copies: [damaged, shelfCopy()] })).toEqual([]);
    const onShelf = shelfCopy({ onShelf: true }, { holdsOnShelf: 'if_any_out' });
    expect(codes({ copies: [damaged, onShelf] })).toEqual(['hold_on_shelf']);
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
