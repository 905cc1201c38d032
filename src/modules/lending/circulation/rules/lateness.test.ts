import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantAt } from '#shared/dates';
import { computeFine, countChargePeriods, withinMemberCap, type FineRule } from './compute-fine.ts';
import { computeSuspension, suspendedUntil, type SuspensionRule } from './compute-suspension.ts';
import { countLateHours } from './count-late-days.ts';
import type { LendingCalendar } from './lending-calendar.ts';
import { completeTerms, termsOf } from './loan-terms.ts';
import { lostBill } from './lost-bill.ts';
import { BUILT_IN } from './policies/policy-values.ts';

const ZONE = 'Asia/Jakarta';
const HOURS = [{ opens: 480, closes: 960 }];
const calendarWith = (weekdays: readonly number[], closed: readonly string[] = []): LendingCalendar => ({
  timeZone: ZONE,
  weekly: Object.fromEntries(weekdays.map((day) => [day, HOURS])),
  closed: new Set(closed),
});
const calendar = calendarWith([1, 2, 3, 4, 5]);
const at = (text: string): Date => new Date(`${text}+07:00`);
/** Due on Friday, 27 November. */
const DUE = at('2026-11-27T23:59:59');
/** Back on the n-th weekday after it: 1 = Monday, 30 November. */
const WEEKDAYS = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08'];
const lateBy = (days: number) => ({
  dueAt: DUE,
  returnedAt: days === 0 ? DUE : at(`${WEEKDAYS[days - 1] ?? ''}T10:00:00`),
  calendar,
});
const terms = termsOf(BUILT_IN);
const fines = (rule: Partial<FineRule>, price: number | null = null) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((days) => computeFine(lateBy(days), { ...terms, ...rule }, price));

describe('fines', () => {
  test('for each open day late, in whole rupiah', () => {
    expect(fines({ finePerDay: 500 })).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000, 3500]);
    expect(fines({ finePerDay: 0 })).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('charge period: for each three days begun, or for each three days over', () => {
    const rule = { finePerDay: 1000, chargePeriod: 3 };
    expect(fines({ ...rule, overdueRounding: 'start' })).toEqual([0, 1000, 1000, 1000, 2000, 2000, 2000, 3000]);
    expect(fines({ ...rule, overdueRounding: 'end' })).toEqual([0, 0, 0, 1000, 1000, 1000, 2000, 2000]);
  });

  test('grace: later on all late days count, or the grace stays free', () => {
    const rule = { finePerDay: 500, graceDays: 2 };
    expect(fines(rule)).toEqual([0, 0, 0, 1500, 2000, 2500, 3000, 3500]);
    expect(fines({ ...rule, graceFree: true })).toEqual([0, 0, 0, 500, 1000, 1500, 2000, 2500]);
  });

  test('closed days count where the rule says so: from Friday to Monday is three days', () => {
    expect(fines({ finePerDay: 500, fineClosedDays: true }).slice(0, 3)).toEqual([0, 1500, 2000]);
  });

  test('caps: per loan, at the price of the copy, none', () => {
    expect(fines({ finePerDay: 500, fineCap: 1200 }).at(-1)).toBe(1200);
    expect(fines({ finePerDay: 500, fineCapAtPrice: true }, 900).at(-1)).toBe(900);
    expect(fines({ finePerDay: 500, fineCapAtPrice: true }, null).at(-1)).toBe(3500);
    // a price of 0 is not known: no fine is capped at nothing
    expect(fines({ finePerDay: 500, fineCapAtPrice: true }, 0).at(-1)).toBe(3500);
    expect(fines({ finePerDay: 500, fineCapAtPrice: true, defaultPrice: 2000 }, 0).at(-1)).toBe(2000);
    expect(fines({ finePerDay: 500, fineCapAtPrice: true, defaultPrice: 2000 }, 900).at(-1)).toBe(900);
    expect(fines({ finePerDay: 500, fineCap: 0 }).at(-1)).toBe(0);
  });

  test('by the hour, only hours in which the library is open count', () => {
    const dueAt = at('2026-11-27T14:00:00');
    const rule = { ...terms, finePerDay: 1000, chargeUnit: 'hour' as const };
    const back = (text: string) => ({ dueAt, returnedAt: at(text), calendar });
    expect(countChargePeriods(back('2026-11-27T14:30:00'), rule)).toBe(1);
    expect(countChargePeriods(back('2026-11-30T09:00:00'), rule)).toBe(3);
    expect(countChargePeriods(back('2026-11-27T14:59:00'), { ...rule, overdueRounding: 'end' })).toBe(0);
    expect(countLateHours(dueAt, at('2026-11-30T09:00:00'), calendar, true)).toBe(67);
    // two hours of Friday are the one day of grace
    expect(countChargePeriods(back('2026-11-30T09:00:00'), { ...rule, graceDays: 1, graceFree: true })).toBe(1);
  });

  test('the cap on all of a member’s fines leaves what was charged and stops what would go above', () => {
    expect(withinMemberCap(3000, null, { charged: 0, owed: 9000 })).toBe(3000);
    expect(withinMemberCap(3000, 5000, { charged: 0, owed: 4000 })).toBe(1000);
    expect(withinMemberCap(3000, 5000, { charged: 1000, owed: 5000 })).toBe(1000);
    expect(withinMemberCap(500, 5000, { charged: 1000, owed: 5000 })).toBe(500);
  });

  test('whole, never negative, within the caps, never less for a later return, never more for a closed day more', () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    const values = fc.record({
      finePerDay: amount,
      chargePeriod: fc.integer({ min: 1, max: 30 }),
      chargeUnit: fc.constantFrom('day' as const, 'hour' as const),
      overdueRounding: fc.constantFrom('start' as const, 'end' as const),
      graceDays: fc.nat(10),
      graceFree: fc.boolean(),
      fineClosedDays: fc.boolean(),
      fineCap: fc.option(amount),
      fineCapAtPrice: fc.boolean(),
      defaultPrice: fc.oneof(fc.constant(0), amount),
      fineDiscount: fc.integer({ min: 0, max: 100 }),
    });
    const rule: fc.Arbitrary<FineRule> = values.map((said) => ({ ...terms, ...said }));
    const moment = fc
      .record({ day: fc.nat(60), minute: fc.nat(1439) })
      .map(({ day, minute }) => instantAt(addDays('2026-11-01', day), minute, ZONE));
    fc.assert(
      fc.property(moment, moment, moment, rule, fc.option(amount), fc.nat(60), (due, one, two, some, price, extra) => {
        const [back, later] = one < two ? [one, two] : [two, one];
        const fine = computeFine({ dueAt: due, returnedAt: back, calendar }, some, price);
        expect(Number.isInteger(fine)).toBe(true);
        expect(fine).toBeGreaterThanOrEqual(0);
        expect(fine).toBeLessThanOrEqual(some.fineCap ?? Infinity);
        const known = price ?? 0;
        if (some.fineCapAtPrice && known > 0) expect(fine).toBeLessThanOrEqual(known);
        const full = computeFine({ dueAt: due, returnedAt: back, calendar }, { ...some, fineDiscount: 0 }, price);
        expect(fine).toBe(full - Math.round((full * some.fineDiscount) / 100));
        if (back <= due) expect(fine).toBe(0);
        expect(computeFine({ dueAt: due, returnedAt: later, calendar }, some, price)).toBeGreaterThanOrEqual(fine);
        const closed = calendarWith([1, 2, 3, 4, 5], [addDays('2026-11-01', extra)]);
        expect(computeFine({ dueAt: due, returnedAt: back, calendar: closed }, some, price)).toBeLessThanOrEqual(fine);
      }),
    );
  });
});

describe('suspensions', () => {
  const suspensions = (rule: Partial<SuspensionRule>) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((days) => computeSuspension(lateBy(days), { ...terms, ...rule }));

  test('so many days for each late day, at most the maximum', () => {
    expect(suspensions({ suspensionPerLateDay: 2, maxSuspensionDays: 5 })).toEqual([0, 2, 4, 5, 5, 5, 5, 5]);
    expect(suspensions({ suspensionPerLateDay: 0 }).at(-1)).toBe(0);
  });

  test('so many days for each three late days, begun or over', () => {
    const rule = { suspensionPerLateDay: 7, suspensionPeriod: 3 };
    expect(suspensions({ ...rule, overdueRounding: 'start' })).toEqual([0, 7, 7, 7, 14, 14, 14, 21]);
    expect(suspensions({ ...rule, overdueRounding: 'end' })).toEqual([0, 0, 0, 7, 7, 7, 14, 14]);
  });

  test('grace and closed days as in the fine', () => {
    expect(suspensions({ suspensionPerLateDay: 1, graceDays: 2 })).toEqual([0, 0, 0, 3, 4, 5, 6, 7]);
    expect(suspensions({ suspensionPerLateDay: 1, graceDays: 2, graceFree: true })).toEqual([0, 0, 0, 1, 2, 3, 4, 5]);
    expect(suspensions({ suspensionPerLateDay: 1, suspensionLateClosedDays: true }).slice(0, 3)).toEqual([0, 3, 4]);
  });

  test('it lasts calendar days, or open days', () => {
    const span = { returnedOn: '2026-11-27', days: 3, runningUntil: null };
    expect(suspendedUntil(span, terms, calendar)).toBe('2026-11-30');
    expect(suspendedUntil(span, { ...terms, suspensionOpenDays: true }, calendar)).toBe('2026-12-02');
  });

  test('it begins after the one that runs already where suspensions add up, else beside it', () => {
    const span = { returnedOn: '2026-11-27', days: 3, runningUntil: '2026-12-10' };
    expect(suspendedUntil(span, terms, calendar)).toBe('2026-11-30');
    expect(suspendedUntil(span, { ...terms, suspensionCumulative: true }, calendar)).toBe('2026-12-13');
    const over = { ...span, runningUntil: '2026-11-20' };
    expect(suspendedUntil(over, { ...terms, suspensionCumulative: true }, calendar)).toBe('2026-11-30');
  });

  test('a library that never opens again suspends nobody for ever', () => {
    const never: LendingCalendar = { ...calendar, closed: { has: () => true } };
    const until = suspendedUntil(
      { returnedOn: '2026-11-27', days: 3, runningUntil: null },
      { ...terms, suspensionOpenDays: true },
      never,
    );
    expect(until).toBe(addDays('2026-11-27', 369));
  });
});

test('terms that were kept before a value existed are completed with what the product does', () => {
  expect(completeTerms({ finePerDay: 500, graceDays: 2 })).toEqual({ ...terms, finePerDay: 500, graceDays: 2 });
});

describe('what a lost copy costs, and from where the price comes', () => {
  const at = { ...terms, lostAtPrice: true, lostCharge: 20_000 };
  const lost = (rule: Partial<typeof terms>, price: number | null, said: number | null = null) =>
    lostBill({ ...at, ...rule }, price, said).map(({ kind, amount, source }) => `${kind} ${amount} ${source}`);

  test('its own price; an unknown one (0 as well) is the default price; else the fixed amount of the rules', () => {
    expect(lost({ defaultPrice: 60_000 }, 45_000)).toEqual(['lost_item 45000 copy']);
    expect(lost({ defaultPrice: 60_000 }, 0)).toEqual(['lost_item 60000 default']);
    expect(lost({ defaultPrice: 60_000 }, null)).toEqual(['lost_item 60000 default']);
    expect(lost({}, 0)).toEqual(['lost_item 20000 rule']);
    expect(lost({ lostAtPrice: false, defaultPrice: 60_000 }, 45_000)).toEqual(['lost_item 20000 rule']);
  });

  test('the desk decides otherwise, and 0 is nothing then', () => {
    expect(lost({ defaultPrice: 60_000 }, 45_000, 30_000)).toEqual(['lost_item 30000 desk']);
    expect(lost({ defaultPrice: 60_000, processingCharge: 5000 }, 0, 0)).toEqual(['processing 5000 rule']);
  });

  test('feeDiscount is off the processing, not off the price', () => {
    const rule = { processingCharge: 5001, feeDiscount: 50 };
    expect(lost(rule, 45_000)).toEqual(['lost_item 45000 copy', 'processing 2500 rule']);
    expect(lost({ ...rule, feeDiscount: 100 }, 45_000)).toEqual(['lost_item 45000 copy']);
  });
});
