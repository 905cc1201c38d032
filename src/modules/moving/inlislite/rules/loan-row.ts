import type { OldRow } from '#shared/moving/old-row';
import { textNumber } from '#shared/moving/text-number';
import { dayOf } from '#shared/moving/wall-clock';
import { sameKey } from '#shared/mysql-dump/same-key';

/** What stands for the number of a loan's head, which is a text. */
export const headKey = (id: string | null): number => textNumber(sameKey(id ?? ''));

/**
 * A row of `collectionloanitems`, read by the names that the rules of loans know: open is what says `Loan`, or has neither come back nor says
 * `Return`. Its days have their times with them.
 */
export const asLoan =
  (row: OldRow): OldRow =>
  (column) => {
    switch (column) {
      case 'loan_date':
        return row('loandate');
      case 'due_date':
        return row('duedate');
      case 'return_date':
        return row('actualreturn');
      case 'input_date':
        return dayOf(row('loandate')) === null ? row('createdate') : row('loandate');
      case 'last_update':
        return dayOf(row('actualreturn')) === null ? row('updatedate') : row('actualreturn');
      case 'is_lent':
        return '1';
      case 'is_return':
        return isBack(row) ? '1' : '0';
      default:
        return null;
    }
  };

function isBack(row: OldRow): boolean {
  const status = (row('loanstatus') ?? '').trim();
  if (/^loan$/i.test(status)) return false;
  return /^return/i.test(status) || dayOf(row('actualreturn')) !== null;
}
