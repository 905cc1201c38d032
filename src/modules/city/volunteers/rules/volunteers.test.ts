import { expect, test } from 'vitest';
import { missingFor, needsGuardian, oldEnough, type Known } from './fits.ts';
import { minutesOf } from './hours.ts';

const person = (known: Partial<Known>): Known => ({
  birthYear: 1990,
  guardianConsentOn: null,
  checks: [],
  isPaused: false,
  ...known,
});
const task = { needs: ['reference'], withChildren: false } as const;

test('nobody is taken who may still be twelve', () => {
  expect(oldEnough(2012, '2026-06-01')).toBe(true);
  expect(oldEnough(2013, '2026-12-31')).toBe(false);
  expect(oldEnough(2026, '2026-12-31')).toBe(false);
});

test('whoever may be below 18 needs a guardian until somebody has seen that they are of age', () => {
  expect(needsGuardian(person({ birthYear: 2008 }), '2026-06-01')).toBe(true);
  expect(needsGuardian(person({ birthYear: 2007 }), '2026-06-01')).toBe(false);
  expect(needsGuardian(person({ birthYear: 2008, checks: [{ kind: 'adult', untilOn: null }] }), '2026-06-01')).toBe(
    false,
  );
  expect(missingFor(person({ birthYear: 2010 }), { needs: [], withChildren: false }, '2026-06-01')).toEqual([
    'guardian',
  ]);
});

test('a check holds to its last day and no longer; children ask for the training always', () => {
  const known = person({ checks: [{ kind: 'reference', untilOn: '2026-06-01' }] });
  expect(missingFor(known, task, '2026-06-01')).toEqual([]);
  expect(missingFor(known, task, '2026-06-02')).toEqual(['reference']);
  expect(missingFor(known, { ...task, withChildren: true }, '2026-06-01')).toEqual(['training']);
  expect(missingFor(person({}), { needs: ['adult'], withChildren: false }, '2026-06-01')).toEqual([]);
});

test('minutes are counted only of who came and left', () => {
  const cameAt = new Date('2026-06-01T02:00:00Z');
  expect(minutesOf({ cameAt, leftAt: new Date('2026-06-01T04:30:59Z') })).toBe(150);
  expect(minutesOf({ cameAt, leftAt: null })).toBe(0);
});
