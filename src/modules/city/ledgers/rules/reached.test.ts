import { expect, test } from 'vitest';
import { givenOf } from './given.ts';
import { reachedOf, type ProgramYear } from './reached.ts';

const now = new Date('2026-11-25T03:00:00Z');
const year = { from: '2026-01-01', until: '2026-12-31', now };
const cell = (more: Partial<ProgramYear>): ProgramYear => ({
  ...{
    programId: 1,
    people: 12,
    firstOn: '2026-03-01',
    lastOn: '2026-04-01',
    endsAt: new Date('2026-04-01T03:00:00Z'),
  },
  ...more,
});

test('a programme is counted whole, over, and from ten people on, or it is named as left out', () => {
  const cells = [
    cell({}),
    cell({ programId: 2, people: 10 }),
    cell({ programId: 3, people: 9 }),
    cell({ programId: 4, people: 0 }),
    cell({ programId: 5, lastOn: '2026-12-01', endsAt: new Date('2026-12-01T03:00:00Z') }),
    cell({ programId: 6, firstOn: '2025-03-01', lastOn: '2025-04-01', endsAt: new Date('2025-04-01T03:00:00Z') }),
  ];
  expect(reachedOf(cells, year)).toEqual({ people: 22, programs: 2, left: 3 });
  expect(reachedOf(cells, { ...year, from: '2025-01-01' })).toEqual({ people: 34, programs: 3, left: 3 });
  // a time that cuts a programme tells nothing of its part
  expect(reachedOf(cells, { ...year, until: '2026-03-15' })).toEqual({ people: 0, programs: 0, left: 5 });
});

test('whatever time lies in another, their difference is nobody or a whole of ten and more', () => {
  const cells = [3, 10, 14, 9, 25, 1].map((people, nth) =>
    cell({ programId: nth, people, firstOn: `2026-0${nth + 1}-05`, lastOn: `2026-0${nth + 2}-05` }),
  );
  const days = Array.from({ length: 8 }, (_, nth) => `2026-0${nth + 1}-10`);
  const times = days.flatMap((from) => days.filter((until) => until >= from).map((until) => ({ from, until })));
  const sizes = times.flatMap((inner) =>
    times
      .filter(({ from, until }) => from <= inner.from && until >= inner.until)
      .map((outer) => reachedOf(cells, { ...outer, now }).people - reachedOf(cells, { ...inner, now }).people),
  );
  expect(Math.max(...sizes)).toBe(49);
  expect(sizes.filter((by) => by !== 0 && by < 10)).toEqual([]);
});

test('what was given is summed by kind and by rule, and what is not valued is no nought', () => {
  const cells = [
    { kind: 'books', rule: 'market', unit: 'copies', n: 1, value: 2_880_000, quantity: 36 },
    { kind: 'speaker', rule: 'market', unit: 'hours', n: 4, value: 4_800_000, quantity: 16 },
    { kind: 'speaker', rule: 'none', unit: 'hours', n: 1, value: 0, quantity: 2 },
    { kind: 'money', rule: 'own', unit: null, n: 1, value: 3_500_000, quantity: 0 },
    // the room of an evening is no second evening
    { kind: 'venue', rule: 'none', unit: 'hours', n: 1, value: 0, quantity: 2 },
  ] as const;
  expect(givenOf(cells)).toEqual({
    ...{ n: 8, value: 11_180_000, valued: 6, hours: 18, inHours: 5 },
    lines: [
      { kind: 'money', n: 1, value: 3_500_000, valued: 1, quantities: [] },
      { kind: 'books', n: 1, value: 2_880_000, valued: 1, quantities: [{ unit: 'copies', quantity: 36 }] },
      { kind: 'venue', n: 1, value: 0, valued: 0, quantities: [{ unit: 'hours', quantity: 2 }] },
      { kind: 'speaker', n: 5, value: 4_800_000, valued: 4, quantities: [{ unit: 'hours', quantity: 18 }] },
    ],
    rules: [
      { rule: 'own', n: 1, value: 3_500_000 },
      { rule: 'market', n: 5, value: 7_680_000 },
      { rule: 'none', n: 2, value: 0 },
    ],
  });
});
