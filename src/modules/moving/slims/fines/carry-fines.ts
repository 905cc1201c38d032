import { bringMoney, type BroughtMoney } from '#modules/lending/charges';
import { selectEndedLoans, type EndedLoan } from '#modules/lending/circulation';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { instantAt, localDate } from '#shared/dates';
import { BY } from '../brought-by.ts';
import {
  CarriedIds,
  insertCarried,
  noteMade,
  selectCarriedRows,
  inGroups,
  readRowsOf,
  saveBehind,
  saveHalving,
} from '#modules/moving/engine';
import { copyKey, type LoanSurvey } from '../loans/survey-loans.ts';
import { IdSet } from '#shared/moving/id-set';
import { memberKey } from '#shared/moving/member-key';
import type { MoneyOfFate, MoneySums } from '#shared/moving/money-sums';
import type { Said } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { followFines } from './follow-fines.ts';
import { fineSays, loanOfFine, paidOf, planFine, readDescription, rupiahOf, type PlannedFine } from './plan-fine.ts';

const AT_ONCE = 1000;
const NOON = 720;

interface ReadRow {
  row: OldRow;
  id: number;
  member: number;
  /** Number of the copy in SLiMS that the description names; 0 = none that came. */
  copy: number;
}
interface ReadyFine extends PlannedFine {
  id: number;
  says: number;
  /** Of what it owes. */
  paid: number;
  brought: BroughtMoney;
}

interface Carrying {
  run: Run;
  survey: LoanSurvey;
  sums: MoneySums;
  named: Named;
}

const sumOfRow = (row: OldRow): { debet: number; credit: number } => ({
  debet: rupiahOf(row('debet')) || 0,
  credit: rupiahOf(row('credit')) || 0,
});

/** Reads which copy a row names, and settles what needs no more than its number. */
async function onlyNew({ run, survey, sums }: Carrying, rows: readonly OldRow[], seen: IdSet): Promise<ReadRow[]> {
  const fresh = rows.flatMap((row): ReadRow[] => {
    const id = idOf(row('fines_id'));
    if (!seen.add(id)) {
      const key = `fines_id=${row('fines_id') ?? ''}`;
      sums.add('refused', sumOfRow(row));
      run.ledger.say({ table: 'fines', key, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
      return [];
    }
    const keys = readDescription(row('description')).codes.map(copyKey);
    const copy = keys.map((key) => (key === null ? 0 : (survey.copies.get(key) ?? 0))).find((one) => one > 0) ?? 0;
    return [{ row, id, copy, member: memberKey(run.source, row('member_id') ?? '') }];
  });
  const ids = fresh.map(({ id }) => id);
  const known = await selectCarriedRows(run.ctx.db, run.source, 'fines', ids);
  const again = fresh.filter(({ id }) => known.has(id));
  for (const { row } of again) {
    sums.add('known', sumOfRow(row));
    run.ledger.count('fines', 'known');
  }
  await followFines(
    run,
    again.flatMap(({ id, row }) => {
      const carried = known.get(id);
      return carried ? [{ row, carried }] : [];
    }),
  );
  return fresh.filter(({ id }) => !known.has(id));
}

/** The copies and members that rows name. */
interface Named {
  items: CarriedIds;
  members: CarriedIds;
}

/** Loans that are over, by copy and member. */
async function endedLoans(run: Run, { items, members }: Named, rows: readonly ReadRow[]) {
  await items.fetch(rows.map(({ copy }) => copy));
  const pairs = rows.flatMap(({ copy, member }) => {
    const [itemId, memberId] = [items.get(copy), members.get(member)];
    return itemId === null || memberId === null ? [] : [{ itemId, memberId }];
  });
  const loans = Map.groupBy(
    await selectEndedLoans(run.ctx.db, pairs),
    ({ itemId, memberId }) => `${itemId} ${memberId}`,
  );
  return ({ copy, member }: ReadRow): readonly EndedLoan[] =>
    loans.get(`${items.get(copy) ?? 0} ${members.get(member) ?? 0}`) ?? [];
}

async function planGroup({ run, survey, sums, named }: Carrying, rows: readonly ReadRow[]): Promise<ReadyFine[]> {
  const { ctx, dryRun, library } = run;
  const { members } = named;
  const now = ctx.clock.now();
  const today = localDate(now, library.timeZone);
  await members.fetch(rows.map(({ member }) => member));
  const loansOf = await endedLoans(run, named, rows);
  return rows.flatMap((one): ReadyFine[] => {
    const isComing = dryRun && survey.members.get(one.member) !== undefined && !members.isForgotten(one.member);
    const memberId = members.get(one.member) ?? (isComing ? 0 : null);
    const planned = planFine(one.row, { isMemberHere: memberId !== null, today });
    if ('fate' in planned || memberId === null) {
      sums.add('refused', sumOfRow(one.row));
      if ('fate' in planned) run.ledger.say(planned);
      return [];
    }
    const loan = loanOfFine(loansOf(one), planned.on);
    const at = planned.on === null ? now : instantAt(planned.on, NOON, library.timeZone);
    const where = { memberId, loanId: loan?.id ?? null, libraryId: loan?.libraryId ?? library.id };
    // who borrowed what is not kept for good by a note that names the copy
    const note = one.copy > 0 && !loan ? null : planned.money.note;
    const brought = { ...where, at, ...planned.money, note: note ?? loan?.title ?? null };
    return [{ ...planned, id: one.id, says: fineSays(one.row), paid: paidOf(one.row), brought }];
  });
}

const saveFines =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly ReadyFine[]): Promise<(number | null)[]> => {
    const lines = await bringMoney(
      trx,
      ctx,
      batch.map(({ brought }) => brought),
      BY,
    );
    const came = batch.flatMap(({ id, says, paid }, i) => {
      const line = lines[i];
      return line ? [{ slimsId: id, becameId: line.lineId, said: says, state: paid }] : [];
    });
    await insertCarried(trx, run, 'fines', came);
    const made = lines.flatMap((line) => line?.lineIds ?? []);
    await noteMade(trx, run, 'money', made);
    await run.tellCame(
      trx,
      batch.flatMap(({ said }, i) => (lines[i] ? said : [])),
    );
    return lines.map((line) => line?.booked ?? null);
  };

/** Brings what members owe and have paid. @param sums gets the money of every row */
export async function carryFines(run: Run, survey: LoanSurvey, sums: MoneySums): Promise<void> {
  const { ledger } = run;
  const named = { items: new CarriedIds(run, 'item'), members: new CarriedIds(run, 'member') };
  const carrying: Carrying = { run, survey, sums, named };
  const seen = new IdSet();
  const noteOne = (fate: MoneyOfFate, fine: ReadyFine, said: readonly Said[]): void => {
    sums.add(fate, fine);
    if (fate === 'carried') ledger.count('fines', fate);
    for (const one of said) ledger.say(one);
  };
  const refuse = (fine: ReadyFine, reason: string): void =>
    noteOne('refused', fine, [
      { table: 'fines', key: fine.key, fate: 'refused', code: 'saving_refused', params: { reason } },
    ]);
  let done = 0;
  const noteSaved = (booked: readonly (number | null)[], batch: readonly ReadyFine[]): void => {
    for (const [i, fine] of batch.entries()) {
      const here = booked[i] ?? null;
      if (here === null) refuse(fine, 'member');
      else {
        sums.booked += here;
        noteOne('carried', fine, fine.said);
      }
    }
  };
  await saveBehind(inGroups(readRowsOf(run.path, 'fines'), AT_ONCE), run.signal, async (rows) => {
    const ready = await planGroup(carrying, await onlyNew(carrying, rows, seen));
    return async () => {
      if (run.dryRun) for (const fine of ready) noteOne('carried', fine, fine.said);
      else await saveHalving(run.ctx, ready, saveFines(run), noteSaved, refuse);
      await run.onProgress('fines', (done += rows.length));
    };
  });
}
