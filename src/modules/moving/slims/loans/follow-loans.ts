import {
  followBroughtLoan,
  foreseeBroughtLoan,
  type BroughtLoanNow,
  type Followed,
} from '#modules/lending/circulation';
import type { LocalDate } from '#shared/dates';
import { dayNumber, dayOfNumber } from '#shared/day-numbers';
import { BY } from '../brought-by.ts';
import {
  CarriedIds,
  hasCarried,
  selectCarriedRows,
  updateCarried,
  inGroups,
  readRowsOf,
  inOneOrRefused,
} from '#modules/moving/engine';
import { loanSays } from '#shared/moving/loan-days';
import { memberKey } from '#shared/moving/member-key';
import { isConflict, type Said, type SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { planLoan } from './plan-loan.ts';
import { copyKey, type LoanSurvey } from './survey-loans.ts';

const AT_ONCE = 1000;
const LONGEST_NUMBER = 40;

/** What people have to decide (`conflict_*`) is not remembered, so that the next run asks again. */
const CODES: Partial<Record<Followed, SaidCode>> = {
  closed: 'updated_loan_returned',
  closed_fined: 'updated_loan_returned_fined',
  due_moved: 'updated_loan_due',
  another: 'conflict_loan_another',
  ended_here: 'conflict_loan_ended_here',
  changed_here: 'conflict_loan_changed_here',
};
/** What a dump is read against. */
interface Around {
  run: Run;
  survey: LoanSurvey;
  today: LocalDate;
  items: CarriedIds;
  members: CarriedIds;
}

/** What the row says now; null where it says nothing that could be followed. */
async function readNow(
  { run, survey, today, items, members }: Around,
  row: OldRow,
  loanId: number,
  state: number | null,
) {
  const member = memberKey(run.source, row('member_id') ?? '');
  const planned = planLoan(row, {
    ...{ survey, table: 'loan', today, copy: 'here' },
    memberType: survey.members.get(member) ?? 0,
  });
  if ('fate' in planned) return null;
  const code = copyKey(row('item_code'));
  const copy = code === null ? 0 : (survey.copies.get(code) ?? 0);
  await items.fetch([copy]);
  await members.fetch([member]);
  const broughtDueOn = state === null ? null : dayOfNumber(state);
  return { loanId, itemId: items.get(copy), memberId: members.get(member), broughtDueOn, ...planned.loan };
}

/** @returns what is to be said of it */
async function follow(run: Run, now: BroughtLoanNow, slimsId: number, row: OldRow): Promise<Said | null> {
  const { ctx, source, dryRun, tellCame } = run;
  const params = { barcode: row('item_code')?.slice(0, LONGEST_NUMBER) ?? '', day: now.returned?.day ?? now.dueOn };
  const sayOf = (followed: Followed): Said | null => {
    const code = CODES[followed];
    return code ? { table: 'loan', key: `loan_id=${slimsId}`, fate: 'told', code, params } : null;
  };
  if (dryRun) return sayOf(await foreseeBroughtLoan(ctx, now));
  return inOneOrRefused(
    ctx,
    async (trx, act) => {
      const said = sayOf(await followBroughtLoan(trx, act, now, BY));
      if (said && isConflict(said)) return said;
      await updateCarried(trx, source, 'loan', { slimsId, said: loanSays(row), state: dayNumber(now.dueOn) });
      await tellCame(trx, said ? [said] : []);
      return said;
    },
    () => sayOf('changed_here'),
  );
}

/**
 * Follows what has become in SLiMS of loans that an earlier run brought: they came back there, or were renewed. Before new loans come, for a copy
 * that came back may be out again.
 */
export async function followLoans(run: Run, survey: LoanSurvey, today: LocalDate): Promise<void> {
  const { ctx, source, ledger } = run;
  if (!(await hasCarried(ctx.db, source, 'loan'))) return;
  const around = {
    ...{ run, survey, today },
    ...{ items: new CarriedIds(run, 'item'), members: new CarriedIds(run, 'member') },
  };
  for await (const rows of inGroups(readRowsOf(run.path, 'loan'), AT_ONCE)) {
    run.signal.throwIfAborted();
    // of rows that share a number the first one came
    const byId = new Map(rows.toReversed().map((row) => [idOf(row('loan_id')), row]));
    for (const [slimsId, { becameId, said, state }] of await selectCarriedRows(ctx.db, source, 'loan', [
      ...byId.keys(),
    ])) {
      const row = byId.get(slimsId);
      // that its copy was lent again says more than the row itself
      const isSame = said === null || (row && said === loanSays(row) && !survey.lentAgain.has(slimsId));
      if (!row || isSame) continue;
      run.signal.throwIfAborted();
      const now = await readNow(around, row, becameId, state);
      if (!now) continue;
      const told = await follow(run, now, slimsId, row);
      if (told) ledger.say(told);
    }
  }
}
