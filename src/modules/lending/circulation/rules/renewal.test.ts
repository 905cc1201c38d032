import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantAt, localDate } from '#shared/dates';
import type { LendingCalendar } from './lending-calendar.ts';
import { planRenewal, renewsItself, type RenewalPolicy } from './plan-renewal.ts';
import { DUE_MODES } from './policies/policy-list.ts';
import { BUILT_IN, type ResolvedPolicy } from './policies/policy-values.ts';

const HOURS = [{ opens: 480, closes: 960 }];
const calendar: LendingCalendar = {
  timeZone: 'Asia/Jakarta',
  weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, HOURS])),
  closed: new Set<string>(),
};
const at = (text: string): Date => new Date(`${text}+07:00`);
const policy: ResolvedPolicy = { ...BUILT_IN, maxRenewals: 1, renewalLength: 7 };
const loan = { onSite: false, dueAt: at('2026-12-02T23:59:59'), renewalCount: 0 };
const plan = (now: string, rule: Partial<RenewalPolicy> = {}, part: Partial<typeof loan> = {}, othersOverdue = false) =>
  planRenewal({ ...loan, ...part }, { ...policy, ...rule }, { now: at(now), calendar, othersOverdue });

describe('renewals', () => {
  test('whoever renews early loses nothing: it counts from the due date', () => {
    expect(plan('2026-11-25T10:00:00')).toMatchObject({ refused: null, dueAt: at('2026-12-09T23:59:59') });
  });

  test('or from today, where the rule says so, but never to an earlier date', () => {
    expect(plan('2026-11-30T10:00:00', { renewalFrom: 'today' }).dueAt).toEqual(at('2026-12-07T23:59:59'));
    expect(plan('2026-11-24T10:00:00', { renewalFrom: 'today' }).dueAt).toEqual(loan.dueAt);
  });

  test('what is read in the library stays there: by override, until it closes today', () => {
    const onSite = { onSite: true, dueAt: at('2026-11-25T16:00:00') };
    expect(plan('2026-11-25T10:00:00', {}, onSite)).toMatchObject({ refused: 'renewal_on_site', dueAt: onSite.dueAt });
    expect(plan('2026-11-26T10:00:00', {}, onSite).dueAt).toEqual(at('2026-11-26T16:00:00'));
  });

  test('only so often', () => {
    expect(plan('2026-11-25T10:00:00', {}, { renewalCount: 1 }).refused).toBe('renewals_exhausted');
  });

  test('not earlier than so many days before the due date', () => {
    const rule = { renewalOpensDays: 2 };
    expect(plan('2026-11-29T23:00:00', rule)).toMatchObject({ refused: 'renewal_too_early', opensOn: '2026-11-30' });
    expect(plan('2026-11-30T08:00:00', rule).refused).toBeNull();
    expect(plan('2026-12-01T08:00:00', { renewalOpensDays: 0 }).refused).toBe('renewal_too_early');
    expect(plan('2026-12-02T08:00:00', { renewalOpensDays: 0 }).refused).toBeNull();
  });

  test('an overdue loan is not renewed; by override it counts from now', () => {
    expect(plan('2026-12-03T10:00:00')).toMatchObject({ refused: 'renewal_overdue', dueAt: at('2026-12-10T23:59:59') });
  });

  test('overdue: allowed, that copy alone is held back, or all of the member’s', () => {
    const late = '2026-12-03T10:00:00';
    expect(plan(late, { renewalWhileOverdue: 'allow' }).refused).toBeNull();
    expect(plan(late, { renewalWhileOverdue: 'block_item' }).refused).toBe('renewal_overdue');
    const now = '2026-12-01T10:00:00';
    expect(plan(now, { renewalWhileOverdue: 'block_item' }, {}, true).refused).toBeNull();
    expect(plan(now, { renewalWhileOverdue: 'block_all' }, {}, true).refused).toBe('renewal_others_overdue');
    expect(plan(now, { renewalWhileOverdue: 'block_all' }, {}, false).refused).toBeNull();
  });

  test('what is read in the library is not renewed', () => {
    expect(plan('2026-12-02T10:00:00', {}, { onSite: true }).refused).toBe('renewal_on_site');
  });

  test('a renewal never ends before the loan would have, nor in the past', () => {
    const start = '2026-06-01';
    const moment = fc
      .record({ day: fc.nat(200), minute: fc.nat(1439) })
      .map(({ day, minute }) => instantAt(addDays(start, day), minute, calendar.timeZone));
    const rule = fc.record({
      renewalLength: fc.integer({ min: 1, max: 40 }),
      dueMode: fc.constantFrom(...DUE_MODES),
      renewalFrom: fc.constantFrom('due_date' as const, 'today' as const),
    });
    fc.assert(
      fc.property(moment, moment, rule, (dueAt, now, part) => {
        const made = planRenewal({ ...loan, dueAt }, { ...policy, ...part }, { now, calendar, othersOverdue: false });
        expect(made.dueAt.getTime()).toBeGreaterThanOrEqual(Math.max(dueAt.getTime(), now.getTime()));
      }),
    );
  });
});

describe('renewing itself', () => {
  const itself = (now: string, rule: Partial<ResolvedPolicy> = {}, autoRenewals = 0) => {
    const with_ = { ...policy, autoRenewal: true, ...rule };
    const running = { ...loan, loanedAt: at('2026-11-25T10:00:00'), autoRenewals };
    const made = planRenewal(running, with_, { now: at(now), calendar, othersOverdue: false });
    return renewsItself(running, with_, made, { now: at(now), timeZone: calendar.timeZone });
  };

  test('on the day it is due, where the rule says so', () => {
    expect(itself('2026-12-02T06:00:00')).toBe(true);
    expect(itself('2026-12-02T06:00:00', { autoRenewal: false })).toBe(false);
    expect(itself('2026-12-01T23:50:00')).toBe(false);
    expect(itself('2026-12-03T00:10:00')).toBe(false);
  });

  test('only so many of the renewals, and no further than so many days since the loan', () => {
    expect(itself('2026-12-02T06:00:00', { maxAutoRenewals: 1 }, 1)).toBe(false);
    expect(itself('2026-12-02T06:00:00', { autoRenewalDays: 13 })).toBe(false);
    expect(itself('2026-12-02T06:00:00', { autoRenewalDays: 14 })).toBe(true);
  });

  test('a loan of hours in its last quarter of an hour', () => {
    const hourly = { loanUnit: 'hour' as const, renewalLength: 2 };
    expect(itself('2026-12-02T23:30:00', hourly)).toBe(false);
    expect(itself('2026-12-02T23:50:00', hourly)).toBe(true);
    expect(localDate(loan.dueAt, calendar.timeZone)).toBe('2026-12-02');
  });

  test('nothing that speaks against a renewal is passed over', () => {
    expect(itself('2026-12-02T06:00:00', { maxRenewals: 0 })).toBe(false);
  });
});
