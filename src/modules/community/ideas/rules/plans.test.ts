import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBehind, isStalled, nextStatuses, openFollowUps, PLAN_STATUSES, progress } from './plans.ts';

test('“Entri 400 judul”, begun with 120: 286 are 59 percent of the way; nothing is less than none', () => {
  expect(progress({ baseline: 120, target: 400, now: 286 })).toBeCloseTo(0.593, 3);
  expect(progress({ baseline: 120, target: 400, now: 100 })).toBe(0);
  expect(progress({ baseline: 0, target: 40, now: 64 })).toBeCloseTo(1.6);
  // kept as it is: reached while it is not below
  expect(progress({ baseline: 40, target: 40, now: 40 })).toBe(1);
  expect(progress({ baseline: 40, target: 40, now: 30 })).toBe(0.75);
});

test('whatever the figures, a plan is at its target exactly when the figure is', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), fc.nat(2000), (baseline, target, now) => {
      expect(progress({ baseline, target, now }) >= 1).toBe(now >= target);
    }),
  );
});

test('a plan that is meant to go down is on its way when the figure falls, and there exactly when it is at its target', () => {
  expect(progress({ baseline: 8, target: 5, now: 6.5, goesDown: true })).toBe(0.5);
  expect(progress({ baseline: 8, target: 5, now: 9, goesDown: true })).toBe(0);
  // without that word it is a figure to be held
  expect(progress({ baseline: 8, target: 5, now: 6.5 })).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), fc.nat(999), fc.nat(2000), (baseline, by, now) => {
      const target = Math.max(1, baseline - 1 - by);
      expect(progress({ baseline, target, now, goesDown: true }) >= 1).toBe(now <= target);
    }),
  );
});

test('a plan is committed to before it runs, and what has ended may begin anew', () => {
  expect(nextStatuses('proposed', false)).toEqual(['committed', 'stopped']);
  expect(nextStatuses('stopped', false)).toEqual(['committed']);
  expect(nextStatuses('stopped', true)).toEqual(['in_progress']);
  for (const from of PLAN_STATUSES) expect(nextStatuses(from, true)).not.toContain(from);
});

test('stalled is what stopped, what is late, and what says that something stands in its way', () => {
  const plan = { status: 'in_progress', dueOn: '2026-12-01', lastObstacle: null } as const;
  expect(isStalled(plan, '2026-12-01')).toBe(false);
  expect(isStalled(plan, '2026-12-02')).toBe(true);
  expect(isStalled({ ...plan, lastObstacle: 'money' }, '2026-11-01')).toBe(true);
  expect(isStalled({ ...plan, status: 'done' }, '2027-01-01')).toBe(false);
  expect(isStalled({ ...plan, status: 'proposed' }, '2027-01-01')).toBe(false);
});

test('a plan is behind the day after its day, and its owner is asked from the day of a question on, unless it was stopped', () => {
  const plan = { status: 'committed', dueOn: '2026-12-01' } as const;
  expect([isBehind(plan, '2026-12-01'), isBehind(plan, '2026-12-02')]).toEqual([false, true]);
  expect(isBehind({ ...plan, status: 'done' }, '2027-01-01')).toBe(false);
  expect(isBehind({ ...plan, dueOn: null }, '2027-01-01')).toBe(false);
  const followUps = [
    { opensOn: '2026-11-25', answeredOn: null },
    { opensOn: '2026-11-25', answeredOn: '2026-11-26' },
    { opensOn: '2027-01-24', answeredOn: null },
  ];
  const asked = (today: string, status: 'committed' | 'stopped' = 'committed') =>
    openFollowUps({ status, followUps }, today);
  expect([asked('2026-11-24'), asked('2026-11-25'), asked('2027-01-24')]).toEqual([0, 1, 2]);
  expect(asked('2027-01-24', 'stopped')).toBe(0);
});
