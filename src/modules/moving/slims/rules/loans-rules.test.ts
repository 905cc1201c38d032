import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loanOfFine, planFine, readDescription, rupiahOf } from '../fines/plan-fine.ts';
import { planLoan, type LoanSurroundings } from '../loans/plan-loan.ts';
import { backAt, isOpen, lentAt } from '#shared/moving/loan-days';
import { isMoneyRight, MoneySums } from '#shared/moving/money-sums';
import { NumberMap } from '#shared/moving/number-map';
import type { OldRow } from '#shared/moving/old-row';

const TODAY = '2026-11-25';
const rowOf =
  (values: Readonly<Record<string, string | null>>): OldRow =>
  (column) =>
    values[column] ?? null;

describe('numbers by number', () => {
  test('what was put in first is found, and nothing else', () => {
    const key = fc.oneof(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 2 ** 52 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer({ min: 0 })), { maxLength: 3000 }), key, (pairs, other) => {
        const map = new NumberMap();
        const like = new Map<number, number>();
        for (const [one, value] of pairs) {
          expect(map.add(one, value)).toBe(!like.has(one));
          if (!like.has(one)) like.set(one, value);
        }
        for (const [one, value] of like) expect(map.get(one)).toBe(value);
        expect(map.get(other)).toBe(like.get(other));
        expect(map.size).toBe(like.size);
      }),
      { numRuns: 30 },
    );
  });
});

describe('days of a loan', () => {
  test.for([
    ['2026-11-02', '2026-11-02 09:15:00', '2026-11-02 555'],
    ['2026-11-02', '2026-11-03 09:15:00', '2026-11-02 720'],
    ['2026-11-02', null, '2026-11-02 720'],
    ['2031-01-01', '2026-11-11 10:00:00', '2026-11-11 600 estimated'],
    ['2031-01-01', null, '2026-11-25 720 estimated'],
    ['0000-00-00', '2024-02-29', '2024-02-29 720 estimated'],
    ['0000-00-00', null, '2024-03-01 720 estimated'],
    ['2019-05-00', '0001-01-01', '2024-03-01 720 estimated'],
  ] as const)('lent on %s, entered %s', ([loan_date, input_date, meant]) => {
    const { day, minute, isEstimated } = lentAt(rowOf({ loan_date, input_date, due_date: '2024-03-01' }), TODAY);
    expect(`${day} ${minute}${isEstimated ? ' estimated' : ''}`).toBe(meant);
  });

  test('open is what was handed out and is not back, whatever day of return a renewal has left', () => {
    expect(isOpen(rowOf({ is_lent: '1', is_return: '0', return_date: '2026-11-16' }))).toBe(true);
    expect(isOpen(rowOf({ is_lent: '1', is_return: '1', return_date: null }))).toBe(false);
    expect(isOpen(rowOf({ is_lent: '0', is_return: '0' }))).toBe(false);
  });

  const date = fc.oneof(
    fc.constantFrom(null, '', '0000-00-00', '2019-05-00', '9999-12-31', 'besok'),
    fc
      .date({ min: new Date('1995-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
  );
  const around = (table: LoanSurroundings['table']): LoanSurroundings => ({
    ...{ table, today: TODAY, copy: 'here', memberType: 1 },
    survey: { lentAgain: new Map(), missingTitles: new Map(), ruleDays: new Map(), typeDays: new Map([[1, 7]]) },
  });

  test('whatever the dates say: lent and back not after today, and never back before it was lent', () => {
    fc.assert(
      fc.property(
        date,
        date,
        date,
        date,
        date,
        fc.constantFrom('0', '1'),
        (lent, due, back, entered, changed, is_return) => {
          const row = rowOf({
            ...{ loan_id: '5', item_code: 'X', member_id: 'M', is_lent: '1', is_return },
            ...{ loan_date: lent, due_date: due, return_date: back, input_date: entered, last_update: changed },
          });
          for (const table of ['loan', 'loan_history'] as const) {
            const planned = planLoan(row, around(table));
            if ('fate' in planned) throw new Error(planned.code);
            const { loan } = planned;
            expect(loan.lent.day <= TODAY).toBe(true);
            expect(loan.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
            expect(loan.returned === null).toBe(table === 'loan' && is_return === '0');
            if (loan.returned === null) continue;
            expect(loan.returned.day <= TODAY).toBe(true);
            expect([loan.returned.day, loan.returned.minute] >= [loan.lent.day, loan.lent.minute]).toBe(true);
          }
        },
      ),
    );
  });

  test('back on the day of lending is not before the hour of lending', () => {
    const lent = { day: '2026-11-02', minute: 900 };
    expect(backAt(rowOf({ return_date: '2026-11-02' }), { lent, dueOn: '2026-11-09', today: TODAY })).toMatchObject(
      lent,
    );
  });
});

describe('fines', () => {
  test.for([
    ['Denda terlambat untuk eksemplar X-0030', 'X-0030', true],
    ['Overdue fines for item RAK/A 12-É', 'RAK/A 12-É', true],
    ['Denda keterlambatan untuk item 007 ', '007', true],
    ['Ganti rugi 000123', '000123', false],
    ['Denda', undefined, false],
    [null, undefined, false],
  ] as const)('%s', ([written, code, isOwn]) => {
    const { codes, isOwnSentence } = readDescription(written);
    expect([codes[0], isOwnSentence]).toEqual([code, isOwn]);
  });

  test.for([
    ['5000', 5000],
    ['-500', -500],
    ['1500.00', 1500],
    [null, 0],
    ['', 0],
    ['1.5', Number.NaN],
    ['banyak', Number.NaN],
  ] as const)('%s rupiah', ([written, amount]) => {
    expect(rupiahOf(written)).toBe(amount);
  });

  test('what is booked is what the row says, whatever the signs', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, (debet, credit) => {
        const row = rowOf({ fines_id: '1', fines_date: '2025-01-01', debet: String(debet), credit: String(credit) });
        const planned = planFine(row, { isMemberHere: true, today: TODAY });
        if ('fate' in planned) {
          expect([debet, credit]).toEqual([0, 0]);
          return;
        }
        const { owed, paid } = planned.money;
        expect(owed - paid).toBe(debet - credit);
        expect(Math.min(owed, paid)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('an amount that nobody owes is refused', () => {
    const row = rowOf({ fines_id: '1', debet: '900000000', credit: '0' });
    expect(planFine(row, { isMemberHere: true, today: TODAY })).toMatchObject({ code: 'fine_unusable' });
  });

  test('it belongs to the loan that ended that day, the last of them', () => {
    const loan = (id: number, returnedOn: string) => ({
      id,
      returnedOn,
      itemId: 1,
      memberId: 1,
      libraryId: 1,
      title: '',
    });
    const loans = [loan(1, '2025-05-12'), loan(2, '2025-05-12'), loan(3, '2025-06-12')];
    expect(loanOfFine(loans, '2025-05-12')?.id).toBe(2);
    expect(loanOfFine(loans, '2025-05-13')).toBeNull();
    expect(loanOfFine(loans, null)).toBeNull();
  });

  test('a report whose balances differ is not right; a trial books nothing', () => {
    const sums = new MoneySums();
    sums.add('carried', { debet: 5000, credit: 2000 });
    sums.add('refused', { debet: 1000, credit: 0 });
    sums.booked = 3000;
    expect(isMoneyRight(sums.report(false))).toBe(true);
    expect(sums.report(false).dump).toEqual({ debet: 6000, credit: 2000 });
    sums.booked = 3001;
    expect(isMoneyRight(sums.report(false))).toBe(false);
    expect(isMoneyRight(sums.report(true))).toBe(true);
  });
});
