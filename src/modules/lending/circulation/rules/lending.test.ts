import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, instantAt, isoWeekday, localDate } from '#shared/dates';
import { canBorrow, type BorrowFacts } from './can-borrow.ts';
import { computeDueDate, withinCard } from './compute-due-date.ts';
import { countLateDays } from './count-late-days.ts';
import { isOpenDay, type LendingCalendar } from './lending-calendar.ts';
import { DUE_MODES } from './policies/policy-list.ts';
import { BUILT_IN, type DueMode, type HourlyEnd } from './policies/policy-values.ts';

const ZONE = 'Asia/Jakarta';
const HOURS = [{ opens: 480, closes: 960 }];

const calendarWith = (weekdays: readonly number[], closed: readonly string[] = []): LendingCalendar => ({
  timeZone: ZONE,
  weekly: Object.fromEntries(weekdays.map((day) => [day, HOURS])),
  closed: new Set(closed),
});
const MONDAY_TO_FRIDAY = calendarWith([1, 2, 3, 4, 5]);
const at = (text: string): Date => new Date(`${text}+07:00`);
const days = (length: number, mode: DueMode) => ({ length, unit: 'day' as const, mode, hourlyEnd: 'by_mode' as const });
const hours = (length: number, mode: DueMode, hourlyEnd: HourlyEnd = 'by_mode') => ({
  length,
  unit: 'hour' as const,
  mode,
  hourlyEnd,
});

const START = '2026-01-01';
const someDate = fc.integer({ min: 0, max: 400 }).map((n) => addDays(START, n));
const someCalendar = fc
  .record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
    closed: fc.uniqueArray(someDate, { maxLength: 40 }),
  })
  .map(({ weekdays, closed }) => ({ weekdays, closed, calendar: calendarWith(weekdays, closed) }));
const someInstant = fc
  .record({ date: someDate, minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ date, minute }) => instantAt(date, minute, ZONE));
const midnight = { weekdays: [], closed: ['2026-01-02'], calendar: calendarWith([], ['2026-01-02']) };
const someMode = fc.constantFrom(...DUE_MODES);
const someRule = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 60 }), someMode).map(([length, mode]) => days(length, mode)),
  fc.tuple(fc.integer({ min: 1, max: 100 }), someMode).map(([length, mode]) => hours(length, mode)),
);

describe('due date', () => {
  test('a week from Wednesday is next Wednesday, until the day is over', () => {
    expect(computeDueDate(at('2026-11-25T10:00:00'), days(7, 'count_all'), MONDAY_TO_FRIDAY)).toEqual(
      at('2026-12-02T23:59:59'),
    );
  });

  test('a date that falls on a Sunday moves to Monday, and further when Monday is a holiday', () => {
    const lent = at('2026-11-22T10:00:00');
    expect(computeDueDate(lent, days(7, 'push_open'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-30T23:59:59'));
    const withHoliday = calendarWith([1, 2, 3, 4, 5], ['2026-11-30']);
    expect(computeDueDate(lent, days(7, 'push_open'), withHoliday)).toEqual(at('2026-12-01T23:59:59'));
    expect(computeDueDate(lent, days(7, 'count_all'), withHoliday)).toEqual(at('2026-11-29T23:59:59'));
  });

  test('when closed days are skipped, five days from Friday are five working days', () => {
    expect(computeDueDate(at('2026-11-27T10:00:00'), days(5, 'skip_closed'), MONDAY_TO_FRIDAY)).toEqual(
      at('2026-12-04T23:59:59'),
    );
  });

  test('in Jayapura the day ends by the clock of Jayapura', () => {
    const jayapura = { ...MONDAY_TO_FRIDAY, timeZone: 'Asia/Jayapura' };
    // 22:30 in Jakarta is half past midnight of the next day in Jayapura
    expect(computeDueDate(at('2026-11-25T22:30:00'), days(1, 'count_all'), jayapura)).toEqual(
      new Date('2026-11-27T23:59:59+09:00'),
    );
  });

  test('a loan of three hours shortly before closing is due when the library opens next', () => {
    const lent = at('2026-11-25T15:00:00');
    expect(computeDueDate(lent, hours(3, 'count_all'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-25T18:00:00'));
    expect(computeDueDate(lent, hours(3, 'push_open'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-26T08:00:00'));
    expect(computeDueDate(lent, hours(3, 'skip_closed'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-26T10:00:00'));
  });

  test('a library whose hours nobody has entered counts every day but its closed days', () => {
    expect(computeDueDate(at('2026-11-25T10:00:00'), days(7, 'push_open'), calendarWith([]))).toEqual(
      at('2026-12-02T23:59:59'),
    );
    expect(computeDueDate(at('2026-11-25T10:00:00'), days(7, 'push_open'), calendarWith([], ['2026-12-02']))).toEqual(
      at('2026-12-03T23:59:59'),
    );
  });

  test('always comes to an end, also when the library never opens again', () => {
    const never: LendingCalendar = { ...MONDAY_TO_FRIDAY, closed: { has: () => true } };
    fc.assert(
      fc.property(someInstant, someRule, (from, rule) => {
        const due = computeDueDate(from, rule, never);
        expect(due.getTime()).toBeGreaterThan(from.getTime());
        // a week for each of at most a hundred hours, a year, and the day on which it ends
        expect(due.getTime()).toBeLessThan(from.getTime() + (700 + 368) * 86_400_000);
      }),
      { numRuns: 40 },
    );
  });

  test('a library that opens on Thursdays alone lends for 57 of its days, also when four of them are holidays', () => {
    const thursdays = calendarWith([4], ['2026-01-08', '2026-02-19', '2026-06-11', '2026-12-24']);
    // 61 Thursdays after New Year's Day, which is one itself
    expect(computeDueDate(at('2026-01-01T09:00:00'), days(57, 'skip_closed'), thursdays)).toEqual(
      at('2027-03-04T23:59:59'),
    );
  });

  test('a loan of whole weeks keeps its weekday: a closed Wednesday moves it by a week', () => {
    const lent = at('2026-11-25T10:00:00');
    const closed = calendarWith([1, 2, 3, 4, 5], ['2026-12-02', '2026-12-09']);
    expect(computeDueDate(lent, days(7, 'keep_weekday'), MONDAY_TO_FRIDAY)).toEqual(at('2026-12-02T23:59:59'));
    expect(computeDueDate(lent, days(7, 'keep_weekday'), closed)).toEqual(at('2026-12-16T23:59:59'));
    // ten days have no weekday to keep
    expect(computeDueDate(lent, days(10, 'keep_weekday'), closed)).toEqual(at('2026-12-07T23:59:59'));
  });

  test('where the library is never open on that weekday, the next open day is taken', () => {
    const sunday = at('2026-11-22T10:00:00');
    expect(computeDueDate(sunday, days(7, 'keep_weekday'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-30T23:59:59'));
  });

  test('a loan of whole weeks that keeps its weekday ends on that weekday wherever the library ever opens on it', () => {
    fc.assert(
      fc.property(someInstant, fc.integer({ min: 1, max: 8 }), someCalendar, (from, weeks, { weekdays, calendar }) => {
        const weekday = isoWeekday(localDate(from, ZONE));
        const due = computeDueDate(from, days(weeks * 7, 'keep_weekday'), calendar);
        if (weekdays.includes(weekday)) expect(isoWeekday(localDate(due, ZONE))).toBe(weekday);
        expect(isOpenDay(calendar, localDate(due, ZONE))).toBe(true);
      }),
    );
  });

  test('an hourly loan past closing ends at that closing, or when the library opens next, as the rule says', () => {
    const lent = at('2026-11-27T15:00:00');
    expect(computeDueDate(lent, hours(3, 'count_all', 'closing'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-27T16:00:00'));
    expect(computeDueDate(lent, hours(3, 'skip_closed', 'next_opening'), MONDAY_TO_FRIDAY)).toEqual(
      at('2026-11-30T08:00:00'),
    );
    expect(computeDueDate(lent, hours(1, 'count_all', 'closing'), MONDAY_TO_FRIDAY)).toEqual(at('2026-11-27T16:00:00'));
    const afterHours = at('2026-11-27T17:00:00');
    expect(computeDueDate(afterHours, hours(2, 'count_all', 'closing'), MONDAY_TO_FRIDAY)).toEqual(
      at('2026-11-30T16:00:00'),
    );
  });

  test('an hourly loan that ends at closing is never due while the library is closed, and always after it was made', () => {
    fc.assert(
      fc.property(someInstant, fc.integer({ min: 1, max: 100 }), someCalendar, (from, length, { calendar }) => {
        const due = computeDueDate(from, hours(length, 'count_all', 'closing'), calendar);
        expect(due.getTime()).toBeGreaterThan(from.getTime());
        expect(isOpenDay(calendar, localDate(due, ZONE))).toBe(true);
      }),
    );
  });

  test('never due after the card expires; an expired card limits nothing', () => {
    const lent = at('2026-11-25T10:00:00');
    const due = at('2026-12-02T23:59:59');
    const about = { from: lent, mode: 'push_open' as const, calendar: MONDAY_TO_FRIDAY };
    expect(withinCard(due, '2026-11-26', about)).toEqual(at('2026-11-26T23:59:59'));
    expect(withinCard(due, '2026-11-25', about)).toEqual(at('2026-11-25T23:59:59'));
    expect(withinCard(due, '2027-01-01', about)).toEqual(due);
    expect(withinCard(due, null, about)).toEqual(due);
    expect(withinCard(due, '2026-11-24', about)).toEqual(due);
  });

  test('a card that ends on a closed day: due on the last open day before it, but not before the loan', () => {
    const about = { from: at('2026-11-25T10:00:00'), mode: 'push_open' as const, calendar: MONDAY_TO_FRIDAY };
    const due = at('2026-12-02T23:59:59');
    // the 28th and 29th are a weekend
    expect(withinCard(due, '2026-11-29', about)).toEqual(at('2026-11-27T23:59:59'));
    expect(withinCard(due, '2026-11-29', { ...about, mode: 'count_all' })).toEqual(at('2026-11-29T23:59:59'));
    const saturday = { ...about, from: at('2026-11-28T10:00:00') };
    expect(withinCard(due, '2026-11-29', saturday)).toEqual(at('2026-11-29T23:59:59'));
    const neverOpen = { ...about, calendar: calendarWith([1], ['2026-11-23']) };
    expect(withinCard(due, '2026-11-29', neverOpen)).toEqual(at('2026-11-29T23:59:59'));
  });

  test('within the card means: never after it, never before the loan, open where there is an open day between', () => {
    fc.assert(
      fc.property(someInstant, someRule, someCalendar, someDate, (from, rule, { calendar }, expiresOn) => {
        const due = computeDueDate(from, rule, calendar);
        const within = localDate(withinCard(due, expiresOn, { from, mode: rule.mode, calendar }), ZONE);
        const first = localDate(from, ZONE);
        if (expiresOn < first || localDate(due, ZONE) <= expiresOn) {
          expect(within).toBe(localDate(due, ZONE));
          return;
        }
        expect(within <= expiresOn && within >= first).toBe(true);
        const between = Array.from({ length: daysBetween(first, expiresOn) + 1 }, (_, n) => addDays(first, n));
        const anyOpen = between.some((day) => isOpenDay(calendar, day));
        if (rule.mode !== 'count_all') expect(isOpenDay(calendar, within)).toBe(anyOpen);
      }),
    );
  });

  test('with "push", "skip" and "keep the weekday" the due day is always a day on which the library is open', () => {
    fc.assert(
      fc.property(someInstant, someRule, someCalendar, (from, rule, { calendar }) => {
        fc.pre(rule.mode !== 'count_all');
        const due = computeDueDate(from, rule, calendar);
        expect(isOpenDay(calendar, localDate(due, ZONE))).toBe(true);
      }),
      { numRuns: 400, examples: [[at('2026-01-01T23:00:00'), hours(1, 'skip_closed'), midnight]] },
    );
  });

  test('one more closed day never makes a member late earlier', () => {
    fc.assert(
      fc.property(
        someInstant,
        someRule,
        someCalendar,
        someDate,
        (from, rule, { weekdays, closed, calendar }, extra) => {
          const before = computeDueDate(from, rule, calendar);
          const after = computeDueDate(from, rule, calendarWith(weekdays, [...closed, extra]));
          expect(after.getTime()).toBeGreaterThanOrEqual(before.getTime());
        },
      ),
    );
  });
});

describe('late days', () => {
  test('closed days do not count: due on Friday, back on Tuesday, is two days late', () => {
    expect(countLateDays(at('2026-11-27T23:59:59'), at('2026-12-01T09:00:00'), MONDAY_TO_FRIDAY)).toBe(2);
    const holiday = calendarWith([1, 2, 3, 4, 5], ['2026-11-30']);
    expect(countLateDays(at('2026-11-27T23:59:59'), at('2026-12-01T09:00:00'), holiday)).toBe(1);
  });

  test('back on the due day is in time; an hour loan back later that day is one day late', () => {
    expect(countLateDays(at('2026-11-27T23:59:59'), at('2026-11-27T23:59:59'), MONDAY_TO_FRIDAY)).toBe(0);
    expect(countLateDays(at('2026-11-27T13:00:00'), at('2026-11-27T14:00:00'), MONDAY_TO_FRIDAY)).toBe(1);
  });

  test('nobody is late before the due date, and a closed day more never adds a late day', () => {
    fc.assert(
      fc.property(
        someInstant,
        someInstant,
        someCalendar,
        someDate,
        (due, back, { weekdays, closed, calendar }, extra) => {
          const late = countLateDays(due, back, calendar);
          if (back <= due) expect(late).toBe(0);
          expect(countLateDays(due, back, calendarWith(weekdays, [...closed, extra]))).toBeLessThanOrEqual(late);
        },
      ),
    );
  });
});

describe('may this member borrow this copy?', () => {
  const fine: BorrowFacts = {
    today: '2026-11-25',
    onSite: false,
    confirmed: false,
    item: { status: 'available', onLoan: false, onLoanToThisMember: false },
    member: {
      withdrawn: false,
      consentMissing: false,
      expiresOn: '2026-11-25',
      blocks: [],
      reached: [],
      sameTitle: 0,
      overdue: 0,
      debt: { owed: 0, max: null },
    },
    policy: BUILT_IN,
  };
  const reached = (scope: 'all' | 'type') => ({ scope, count: 2, max: 2 });
  const codes = (facts: BorrowFacts): string[] => canBorrow(facts).map((refusal) => refusal.code);

  test('yes on the last day of the card, below the limit', () => {
    expect(codes(fine)).toEqual([]);
  });

  test('each reason has its own code, and several are all told', () => {
    expect(codes({ ...fine, member: { ...fine.member, expiresOn: '2026-11-24' } })).toEqual(['card_expired']);
    expect(codes({ ...fine, member: { ...fine.member, reached: [reached('all')] } })).toEqual(['limit_reached']);
    expect(codes({ ...fine, member: { ...fine.member, reached: [reached('type')] } })).toEqual(['type_limit_reached']);
    expect(codes({ ...fine, policy: { ...fine.policy, referenceOnly: true } })).toEqual(['reference_only']);
    expect(
      codes({
        ...fine,
        policy: { ...fine.policy, mayBorrow: false },
        member: { ...fine.member, reached: [reached('all')] },
      }),
    ).toEqual(['may_not_borrow']);
    expect(codes({ ...fine, item: { ...fine.item, status: 'repair' } })).toEqual(['item_unavailable']);
    expect(codes({ ...fine, item: { ...fine.item, status: 'missing' } })).toEqual(['item_lost']);
    expect(codes({ ...fine, item: { ...fine.item, onLoan: true, onLoanToThisMember: true } })).toEqual([
      'on_loan_to_member',
    ]);
    expect(
      codes({
        ...fine,
        item: { ...fine.item, status: 'withdrawn' },
        member: { ...fine.member, withdrawn: true, expiresOn: '2020-01-01', reached: [reached('all')] },
      }),
    ).toEqual(['item_withdrawn', 'member_withdrawn', 'card_expired', 'limit_reached']);
  });

  test('a suspension holds through its last day; the longest one is told', () => {
    const suspended = (untilDate: string) => ({ kind: 'suspension', reason: 'terlambat', untilDate });
    const blocks = [suspended('2026-11-25'), suspended('2026-11-30'), suspended('2026-11-20')];
    expect(canBorrow({ ...fine, member: { ...fine.member, blocks } })).toEqual([
      { code: 'member_suspended', overridable: true, params: { until: '2026-11-30' } },
    ]);
    expect(codes({ ...fine, member: { ...fine.member, blocks: [suspended('2026-11-24')] } })).toEqual([]);
  });

  test('what is a matter of fact cannot be overridden', () => {
    const facts = { ...fine, item: { status: 'lost', onLoan: true, onLoanToThisMember: false } };
    expect(canBorrow(facts).every((refusal) => !refusal.overridable)).toBe(true);
  });

  test('a second copy of the same title, where the rule allows one of each', () => {
    const one = { ...fine, policy: { ...BUILT_IN, severalCopies: false } };
    expect(codes(one)).toEqual([]);
    expect(codes({ ...one, member: { ...fine.member, sameTitle: 1 } })).toEqual(['same_title']);
    expect(codes({ ...fine, member: { ...fine.member, sameTitle: 1 } })).toEqual([]);
  });

  test('overdue copies: lend on, ask the desk first, or refuse, as the rule says', () => {
    const late = { ...fine, member: { ...fine.member, overdue: 2 } };
    const by = (lendWithOverdues: 'allow' | 'confirm' | 'block', confirmed = false) =>
      codes({ ...late, confirmed, policy: { ...BUILT_IN, lendWithOverdues } });
    expect(by('allow')).toEqual([]);
    expect(by('confirm')).toEqual(['confirm_overdues']);
    expect(by('confirm', true)).toEqual([]);
    expect(by('block', true)).toEqual(['has_overdues']);
  });

  test('read in the library: reference books and suspended members too, with a limit of its own', () => {
    const suspended = { kind: 'suspension', reason: 'terlambat', untilDate: '2026-12-24' };
    const here = {
      ...fine,
      onSite: true,
      member: { ...fine.member, blocks: [suspended], overdue: 1, debt: { owed: 9000, max: 0 } },
      policy: { ...BUILT_IN, referenceOnly: true, mayBorrow: false, lendWithOverdues: 'block' as const },
    };
    expect(codes(here)).toEqual([]);
    expect(codes({ ...here, member: { ...here.member, reached: [reached('all')] } })).toEqual(['limit_reached']);
    expect(codes({ ...here, policy: { ...here.policy, onSiteLoans: false } })).toEqual(['on_site_not_offered']);
  });

  test('a debt above the limit keeps from borrowing; at the limit it does not', () => {
    const owing = (owed: number, max: number | null) => ({ ...fine, member: { ...fine.member, debt: { owed, max } } });
    expect(codes(owing(50_000, 50_000))).toEqual([]);
    expect(canBorrow(owing(50_001, 50_000))).toEqual([
      { code: 'owes_too_much', overridable: true, params: { owed: 50_001, max: 50_000 } },
    ]);
    expect(codes(owing(1, 0))).toEqual(['owes_too_much']);
    expect(codes(owing(-20_000, 0))).toEqual([]);
    expect(codes(owing(900_000_000, null))).toEqual([]);
  });
});
