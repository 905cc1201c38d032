import {
  followBroughtLoan,
  foreseeBroughtLoan,
  type BroughtLoanNow,
  type Followed,
} from '#modules/lending/circulation';
import { oneAct } from '#platform/context';
import type { LocalDate } from '#shared/dates';
import { BY } from '../brought-by.ts';
import { CarriedIds } from '../carried-ids.ts';
import { hasCarried, selectCarriedRows, updateCarried } from '../data/carried.queries.ts';
import { inGroups } from '../reading/in-groups.ts';
import { readRowsOf } from '../reading/read-tables.ts';
import { loanSays } from '../rules/loan-days.ts';
import { memberKey } from '../rules/member-key.ts';
import type { SaidCode } from '../rules/said.ts';
import { idOf, type SlimsRow } from '../rules/slims-row.ts';
import type { Run } from '../run.ts';
import { planLoan } from './plan-loan.ts';
import { copyKey, type LoanSurvey } from './survey-loans.ts';

const AT_ONCE = 1000;

const CODES: Partial<Record<Followed, SaidCode>> = {
  closed: 'updated_loan_returned',
  closed_fined: 'updated_loan_returned_fined',
  due_moved: 'updated_loan_due',
  another: 'conflict_loan_another',
  ended_here: 'conflict_loan_ended_here',
  changed_here: 'conflict_loan_changed_here',
};
/** People have to decide these; what the row says is not remembered, so that the next run asks again. */
const isUndecided = (followed: Followed): boolean => CODES[followed]?.startsWith('conflict_') ?? false;

/** What a dump is read against. */
interface Around {
  run: Run;
  survey: LoanSurvey;
  today: LocalDate;
  items: CarriedIds;
  members: CarriedIds;
}

/** What the row says now; null where it says nothing that could be followed. */
async function readNow({ run, survey, today, items, members }: Around, row: SlimsRow, loanId: number) {
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
  return { loanId, itemId: items.get(copy), memberId: members.get(member), ...planned.loan };
}

async function follow(run: Run, now: BroughtLoanNow, row: { slimsId: number; said: number }): Promise<Followed> {
  const { ctx, source, dryRun } = run;
  if (dryRun) return foreseeBroughtLoan(ctx, now);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const followed = await followBroughtLoan(trx, act, now, BY);
    if (!isUndecided(followed)) await updateCarried(trx, source, 'loan', { ...row, version: null });
    return followed;
  });
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
    for (const [slimsId, { becameId, said }] of await selectCarriedRows(ctx.db, source, 'loan', [...byId.keys()])) {
      const row = byId.get(slimsId);
      // that its copy was lent again says more than the row itself
      const isSame = said === null || (row && said === loanSays(row) && !survey.lentAgain.has(slimsId));
      if (!row || isSame) continue;
      run.signal.throwIfAborted();
      const now = await readNow(around, row, becameId);
      if (!now) continue;
      const code = CODES[await follow(run, now, { slimsId, said: loanSays(row) })];
      const params = { barcode: row('item_code')?.slice(0, 40) ?? '', day: now.returned?.day ?? now.dueOn };
      if (code) ledger.say({ table: 'loan', key: `loan_id=${slimsId}`, fate: 'told', code, params });
    }
  }
}
