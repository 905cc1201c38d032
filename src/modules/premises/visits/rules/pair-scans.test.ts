import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairScan, type PairedVisit, type Pairing } from './pair-scans.ts';

const clock = (time: string): Date => new Date(`2026-11-24T${time}:00Z`);
const pairing = (repeatMinutes: number, recordsLeaving = true): Pairing => ({
  repeatMinutes,
  recordsLeaving,
  dayOf: (at) => at.toISOString().slice(0, 10),
});
const visitsOf = (scans: readonly Date[], by: Pairing): readonly PairedVisit[] =>
  scans.reduce<readonly PairedVisit[]>((visits, scan) => pairScan(visits, scan, by), []);
const times = (visits: readonly PairedVisit[]): (string | null)[][] =>
  visits.map(({ at, leftAt }) => [at.toISOString().slice(11, 16), leftAt?.toISOString().slice(11, 16) ?? null]);

test('whatever the order in which scans arrive, the visits are the same as when they come in order', () => {
  const minute = fc.integer({ min: 0, max: 2 * 24 * 60 }).map((m) => new Date(clock('00:00').getTime() + m * 60_000));
  fc.assert(
    fc.property(
      fc
        .uniqueArray(minute, { maxLength: 14, selector: (at) => at.getTime() })
        .chain((scans) => fc.tuple(fc.constant(scans), fc.shuffledSubarray(scans, { minLength: scans.length }))),
      fc.integer({ min: 1, max: 240 }),
      fc.boolean(),
      ([scans, arriving], repeatMinutes, recordsLeaving) => {
        const by = pairing(repeatMinutes, recordsLeaving);
        const inOrder = scans.toSorted((a, b) => a.getTime() - b.getTime());
        expect(visitsOf(arriving, by)).toEqual(visitsOf(inOrder, by));
      },
    ),
  );
});

test('a leaving that arrives late makes two visits of what looked like one', () => {
  const by = pairing(60);
  const known = visitsOf([clock('09:00'), clock('13:00'), clock('15:00')], by);
  expect(times(known)).toEqual([
    ['09:00', '13:00'],
    ['15:00', null],
  ]);
  expect(times(pairScan(known, clock('10:00'), by))).toEqual([
    ['09:00', '10:00'],
    ['13:00', '15:00'],
  ]);
});

test('a scan that came too soon is the leaving once an earlier arrival is known', () => {
  const by = pairing(60);
  expect(times(visitsOf([clock('09:00'), clock('09:50'), clock('08:30')], by))).toEqual([['08:30', '09:50']]);
});

test('a scan that is sent twice changes nothing', () => {
  const by = pairing(5);
  const known = visitsOf([clock('09:00'), clock('09:02'), clock('10:00')], by);
  for (const scan of [clock('09:00'), clock('09:02'), clock('10:00')]) expect(pairScan(known, scan, by)).toBe(known);
});

test('what was counted before the scan stays, also when the library has begun to record leaving since', () => {
  const morning = visitsOf([clock('08:00'), clock('10:00')], pairing(60, false));
  expect(times(pairScan(morning, clock('12:00'), pairing(60, true)))).toEqual([
    ['08:00', null],
    ['10:00', '12:00'],
  ]);
});
