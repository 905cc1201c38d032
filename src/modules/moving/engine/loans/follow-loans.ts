import {
  followBroughtLoan,
  foreseeBroughtLoan,
  type BroughtLoanNow,
  type Followed,
} from '#modules/lending/circulation';
import { dayNumber, dayOfNumber } from '#shared/day-numbers';
import type { OldRow } from '#shared/moving/old-row';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import { isConflict, type Said, type SaidCode } from '#shared/moving/said';
import {
  hasCarried,
  noteFollowed,
  selectCarriedRows,
  stillAsLeft,
  updateCarried,
  type CarriedTable,
} from '../data/carried.queries.ts';
import { inGroups } from '../reading/in-groups.ts';
import { readRowsOf } from '../reading/read-tables.ts';
import type { Run } from '../run.ts';
import { inOneOrRefused } from '../save-in-batches.ts';

const AT_ONCE = 1000;

/** What people have to decide (`conflict_*`) is not remembered, so that the next run asks again. */
const CODES: Partial<Record<Followed, SaidCode>> = {
  closed: 'updated_loan_returned',
  closed_fined: 'updated_loan_returned_fined',
  due_moved: 'updated_loan_due',
  another: 'conflict_loan_another',
  ended_here: 'conflict_loan_ended_here',
  changed_here: 'conflict_loan_changed_here',
};

/** How loans of one system are followed. */
export interface LoansFollowed {
  table: CarriedTable;
  idOf: (row: OldRow) => number;
  keyOf: (row: OldRow) => string;
  /** Stands for what may become of a loan after it came. */
  saysOf: (row: OldRow) => number;
  /** Its copy was lent again since: that says more than the row itself. */
  wasLentAgain: (id: number) => boolean;
  /** What the row says now, and by what people find the copy; null where it says nothing that could be followed. */
  readNow: (row: OldRow) => Promise<(Omit<BroughtLoanNow, 'loanId' | 'broughtDueOn'> & { barcode: string }) | null>;
}

/** @returns what is to be said of it */
async function follow(
  run: Run,
  { table, keyOf, saysOf }: LoansFollowed,
  { now, barcode, id, row }: { now: BroughtLoanNow; barcode: string; id: number; row: OldRow },
): Promise<Said | null> {
  const { ctx, source, dryRun, tellCame } = run;
  const params = { barcode, day: now.returned?.day ?? now.dueOn };
  const sayOf = (followed: Followed): Said | null => {
    const code = CODES[followed];
    return code ? { table, key: keyOf(row), fate: 'told', code, params } : null;
  };
  if (dryRun) return sayOf(await foreseeBroughtLoan(ctx, now));
  return inOneOrRefused(
    ctx,
    async (trx, act) => {
      const asLeft = await stillAsLeft(trx, run, table, [id]);
      const said = sayOf(await followBroughtLoan(trx, act, now, OLD_SYSTEMS[run.system]));
      if (said && isConflict(said)) return said;
      await updateCarried(trx, source, table, { slimsId: id, said: saysOf(row), state: dayNumber(now.dueOn) });
      if (said) await noteFollowed(trx, run, table, [id], asLeft);
      await tellCame(trx, said ? [said] : []);
      return said;
    },
    () => sayOf('changed_here'),
  );
}

/**
 * Follows what has become in the old system of loans that an earlier run brought: they came back there, or were renewed. Before new loans come, for
 * a copy that came back may be out again.
 */
export async function followLoans(run: Run, followed: LoansFollowed): Promise<void> {
  const { ctx, source, ledger } = run;
  const { table, idOf, saysOf, wasLentAgain, readNow } = followed;
  if (!(await hasCarried(ctx.db, source, table))) return;
  for await (const rows of inGroups(readRowsOf(run.path, table), AT_ONCE)) {
    run.signal.throwIfAborted();
    // of rows that share a number the first one came
    const byId = new Map(rows.toReversed().map((row) => [idOf(row), row]));
    for (const [id, { becameId, said, state }] of await selectCarriedRows(ctx.db, source, table, [...byId.keys()])) {
      const row = byId.get(id);
      const isSame = said === null || (row && said === saysOf(row) && !wasLentAgain(id));
      if (!row || isSame) continue;
      run.signal.throwIfAborted();
      const read = await readNow(row);
      if (!read) continue;
      const { barcode, ...loan } = read;
      const now = { ...loan, loanId: becameId, broughtDueOn: state === null ? null : dayOfNumber(state) };
      const told = await follow(run, followed, { now, barcode, id, row });
      if (told) ledger.say(told);
    }
  }
}
