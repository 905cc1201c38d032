import { bringLoans, countBroughtLoans, type BroughtLoan } from '#modules/lending/circulation';
import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate, type LocalDate } from '#shared/dates';
import { dayNumber } from '#shared/day-numbers';
import { BY } from '../brought-by.ts';
import {
  CarriedIds,
  insertCarried,
  selectCarried,
  inGroups,
  readRowsOf,
  saveBehind,
  saveHalving,
} from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import { memberKey } from '#shared/moving/member-key';
import { NumberMap } from '#shared/moving/number-map';
import type { Said } from '#shared/moving/said';
import { loanSays } from '#shared/moving/loan-days';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { followLoans } from './follow-loans.ts';
import { makeCopies } from './make-copies.ts';
import { planLoan, refusedLoan, type LoanTable, type PlannedLoan } from './plan-loan.ts';
import { copyKey, sameLoan, type LoanSurvey } from './survey-loans.ts';

/** So many rows in one transaction. */
const AT_ONCE = 1000;

/** A planned loan with the copy and the member that it is of here. In a trial these may not be there yet, and a missing copy never is. */
type ReadyLoan = PlannedLoan & Pick<BroughtLoan, 'itemId' | 'memberId'> & { says: number };
/** A row with what its texts mean. */
interface ReadRow {
  row: OldRow;
  id: number;
  /** Number of the copy in SLiMS; 0 = none that came. */
  copy: number;
  member: number;
}

/** One table of loans at work. */
interface Carrying {
  run: Run;
  survey: LoanSurvey;
  table: LoanTable;
  today: LocalDate;
  items: CarriedIds;
  members: CarriedIds;
  /** Loans of the same copy, member and days: the first of each. */
  firsts: NumberMap;
}

const saveLoans =
  (run: Run, table: LoanTable) =>
  async (trx: Tx, ctx: Ctx, batch: readonly ReadyLoan[]): Promise<(Said | null)[]> => {
    // nothing is made for whoever is not here any more
    const members = await lockMembersById(trx, [...new Set(batch.map(({ memberId }) => memberId))]);
    const missing = batch.flatMap((loan) => (loan.missing && members.has(loan.memberId) ? [loan.missing] : []));
    const made = await makeCopies(trx, ctx, run, missing);
    // a copy that could not be made is none
    const itemOf = ({ itemId, missing: copy }: ReadyLoan): number => (copy ? (made.get(copy.barcode) ?? 0) : itemId);
    const brought = await bringLoans(
      trx,
      ctx,
      batch.map((loan) => ({ itemId: itemOf(loan), memberId: loan.memberId, ...loan.loan })),
      BY,
    );
    const pairs = batch.map((loan, i) => ({ loan, became: brought[i] }));
    const came = pairs.flatMap(({ loan, became }) =>
      became && 'id' in became
        ? [{ slimsId: loan.id, becameId: became.id, said: loan.says, state: dayNumber(loan.loan.dueOn) }]
        : [],
    );
    await insertCarried(trx, run, table, came);
    await run.tellCame(
      trx,
      pairs.flatMap(({ loan, became }) => (became && 'id' in became ? loan.said : [])),
    );
    return pairs.map(({ loan, became }) =>
      became && 'refused' in became ? refusedLoan({ table, ...loan }, became.refused) : null,
    );
  };

function note({ run, table }: Carrying, loan: ReadyLoan, refused: Said | null): void {
  if (refused) {
    run.ledger.say(refused);
    return;
  }
  run.ledger.count(table, 'carried');
  for (const said of loan.said) run.ledger.say(said);
}

/** Rows whose fate needs no look at copies and members is settled: no number, one that came before, a loan that `loan` holds. */
async function onlyNew(
  { run, survey, table, firsts }: Carrying,
  rows: readonly OldRow[],
  seen: IdSet,
): Promise<ReadRow[]> {
  const { ledger, source, ctx } = run;
  const isHistory = table === 'loan_history';
  const fresh = rows.flatMap((row): ReadRow[] => {
    const id = idOf(row('loan_id'));
    if (!seen.add(id)) {
      const key = `loan_id=${row('loan_id') ?? ''}`;
      ledger.say({ table, key, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
      return [];
    }
    // nearly every row of the history is the shadow of one that came: counted, not said, and not looked for
    if (isHistory && survey.loans.has(id)) {
      ledger.count(table, 'merged');
      return [];
    }
    const code = copyKey(row('item_code'));
    const copy = code === null ? 0 : (survey.copies.get(code) ?? 0);
    return [{ row, id, copy, member: memberKey(source, row('member_id') ?? '') }];
  });
  const ids = fresh.map(({ id }) => id);
  const known = await selectCarried(ctx.db, source, table, ids);
  const ofLoan = isHistory ? await selectCarried(ctx.db, source, 'loan', ids) : null;
  return fresh.filter(({ id, row }) => {
    const isShadow = ofLoan?.has(id) ?? false;
    if (isShadow) ledger.count(table, 'merged');
    else if (known.has(id)) {
      ledger.count(table, 'known');
      firsts.add(sameLoan(row), id);
    }
    return !isShadow && !known.has(id);
  });
}

async function planGroup(carrying: Carrying, rows: readonly ReadRow[]): Promise<ReadyLoan[]> {
  const { run, survey, table, today, firsts, items, members } = carrying;
  const { dryRun } = run;
  await items.fetch(rows.map(({ copy }) => copy));
  await members.fetch(rows.map(({ member }) => member));
  return rows.flatMap(({ row, id, copy, member }): ReadyLoan[] => {
    // said before anything is looked at: of rows that are one loan the first stands for all, whatever becomes of it
    const same = sameLoan(row);
    const first = firsts.add(same, id) ? id : (firsts.get(same) ?? id);
    if (first !== id) {
      const key = `loan_id=${id}`;
      run.ledger.say({ table, key, fate: 'merged', code: 'loan_repeated', params: { loan: first } });
      return [];
    }
    const itemId = items.get(copy) ?? (dryRun && copy > 0 ? 0 : null);
    const type = survey.members.get(member);
    const isComing = dryRun && type !== undefined && !members.isForgotten(member);
    const memberId = members.get(member) ?? (isComing ? 0 : null);
    const planned = planLoan(row, {
      ...{ survey, table, today },
      copy: itemId === null ? 'gone' : survey.shared.has(copy) ? 'shared' : 'here',
      memberType: memberId === null ? null : (type ?? 0),
    });
    if ('fate' in planned || memberId === null) {
      if ('fate' in planned) run.ledger.say(planned);
      return [];
    }
    return [{ ...planned, itemId: itemId ?? 0, memberId, says: loanSays(row) }];
  });
}

async function carryTable(carrying: Carrying): Promise<void> {
  const { run, table } = carrying;
  const seen = new IdSet();
  let done = 0;
  await saveBehind(inGroups(readRowsOf(run.path, table), AT_ONCE), run.signal, async (rows) => {
    const ready = await planGroup(carrying, await onlyNew(carrying, rows, seen));
    return async () => {
      if (run.dryRun) for (const loan of ready) note(carrying, loan, null);
      else {
        await saveHalving(
          run.ctx,
          ready,
          saveLoans(run, table),
          (refused, batch) => {
            for (const [i, loan] of batch.entries()) note(carrying, loan, refused[i] ?? null);
          },
          ({ key }, reason) =>
            run.ledger.say({ table, key, fate: 'refused', code: 'saving_refused', params: { reason } }),
        );
      }
      await run.onProgress(table, (done += rows.length));
    };
  });
}

/** Brings the loans that run and those that are over; of the history what stands in it alone. */
export async function carryLoans(run: Run, survey: LoanSurvey): Promise<void> {
  const today = localDate(run.ctx.clock.now(), run.library.timeZone);
  const carrying = {
    ...{ run, survey, today, firsts: new NumberMap() },
    ...{ items: new CarriedIds(run, 'item'), members: new CarriedIds(run, 'member') },
  };
  await followLoans(run, survey, today);
  await carryTable({ ...carrying, table: 'loan' });
  await carryTable({ ...carrying, table: 'loan_history' });
  if (!run.dryRun) await countBroughtLoans(run.ctx, run.signal);
}
