import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/dates';
import { chooseReminder, type LoanReminderDays } from './choose-reminder.ts';

const DUE = '2026-11-25';
const days: LoanReminderDays = { before_due: 1, due: 0, overdue_1: 1, overdue_2: 7, overdue_3: 30 };
/** What a loan of 18 November, due on the 25th, is worth so many days after its due day. */
const after = (late: number, rule: LoanReminderDays = days) =>
  chooseReminder({ lentOn: '2026-11-18', dueOn: DUE }, addDays(DUE, late), rule);

test('the day before, the day itself, a day, a week and a month after', () => {
  expect([-2, -1, 0, 1, 7, 30].map((late) => after(late))).toEqual([
    null,
    'before_due',
    'due',
    'overdue_1',
    'overdue_2',
    'overdue_3',
  ]);
});

test('a server that was off makes up for a reminder within the week', () => {
  expect([2, 6, 8, 13].map((late) => after(late))).toEqual(['overdue_1', 'overdue_1', 'overdue_2', 'overdue_2']);
  expect([14, 29, 37].map((late) => after(late))).toEqual([null, null, null]);
});

test('old loans that an import brings are not all reminded of at once', () => {
  expect([100, 700].map((late) => after(late))).toEqual([null, null]);
});

test('what was due to be said before a loan came from another system is not said; what comes after is', () => {
  const brought = (broughtLate: number, late: number) => {
    const loan = { lentOn: '2026-11-18', dueOn: DUE, broughtOn: addDays(DUE, broughtLate) };
    return chooseReminder(loan, addDays(DUE, late), days);
  };
  expect([3, 4, 6].map((late) => brought(3, late))).toEqual([null, null, null]);
  expect(brought(3, 7)).toBe('overdue_2');
  expect(brought(1, 1)).toBe('overdue_1');
  expect(brought(0, 0)).toBe('due');
  expect(brought(-1, -1)).toBe('before_due');
});

test('an empty day switches that reminder off, and only that', () => {
  const some = { ...days, before_due: null, due: null, overdue_1: null };
  expect([-1, 0, 1, 7].map((late) => after(late, some))).toEqual([null, null, null, 'overdue_2']);
});

test('who borrows today what is due tomorrow need not be told today', () => {
  expect(chooseReminder({ lentOn: '2026-11-24', dueOn: DUE }, '2026-11-24', days)).toBeNull();
  expect(chooseReminder({ lentOn: DUE, dueOn: DUE }, DUE, days)).toBeNull();
});

test('whatever the days: nothing before its time, and of overdue reminders the latest that is reached', () => {
  const day = fc.option(fc.integer({ min: 0, max: 60 }));
  fc.assert(
    fc.property(
      fc.record({ before_due: day, due: day, overdue_1: day, overdue_2: day, overdue_3: day }),
      fc.integer({ min: -60, max: 90 }),
      (rule, late) => {
        const topic = chooseReminder({ lentOn: '2026-01-01', dueOn: DUE }, addDays(DUE, late), rule);
        if (topic === null) return;
        const limit = rule[topic];
        expect(limit).not.toBeNull();
        if (topic === 'before_due') expect(-late).toBeLessThanOrEqual(limit ?? 0);
        else if (topic === 'due') expect(late).toBe(0);
        else {
          expect(late).toBeGreaterThanOrEqual(limit ?? 0);
          for (const other of ['overdue_1', 'overdue_2', 'overdue_3'] as const) {
            const its = rule[other];
            if (its !== null && its <= late) expect(its).toBeLessThanOrEqual(limit ?? 0);
          }
        }
      },
    ),
  );
});
