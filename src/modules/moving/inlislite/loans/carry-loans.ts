import { bringLoans, countBroughtLoans, type BroughtLoan } from '#modules/lending/circulation';
import { CarriedIds, carryRows, followLoans, type PlannedRow } from '#modules/moving/engine';
import { addDays, isDay, localDate, type LocalDate } from '#shared/dates';
import { dayNumber } from '#shared/day-numbers';
import { backAt, dueDayOf, isOpen, lentAgainAt, lentAt, loanSays } from '#shared/moving/loan-days';
import type { OldRow } from '#shared/moving/old-row';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import type { Said, SaidCode } from '#shared/moving/said';
import { dayOf } from '#shared/moving/wall-clock';
import { idOf, keyOf } from '../rules/ids.ts';
import { asLoan } from '../rules/loan-row.ts';
import type { Run } from '../run.ts';
import { memberOfLoan, surveyLoans, type LoanSurvey, type Renewal } from './survey-loans.ts';

const TABLE = 'collectionloanitems';
/** What INLISLite lends for where nobody has changed it. */
const USUAL_DAYS = 7;
const NOON = 720;

type Settle = { barcode: string; member: string; due: LocalDate };
interface ReadyLoan extends PlannedRow {
  loan: BroughtLoan;
  says: number;
  settle: Settle | null;
}

/** Why it cannot come: a running one must be settled by somebody who can ask where the book is. */
function refusal(key: string, settle: Settle | null, why: 'copy_gone' | 'member_gone' | 'copy_out'): Said {
  const codes = { copy_gone: 'loan_copy_gone', member_gone: 'loan_member_gone', copy_out: 'settle_copy_out' } as const;
  const row = { table: TABLE, key, fate: 'refused' } as const;
  return settle === null ? { ...row, code: codes[why] } : { ...row, code: `settle_${why}`, params: { ...settle } };
}

/** Renewals with a day, the due day before each being the one that the renewal before it gave. */
function renewalsOf(
  renewals: readonly Renewal[],
  dueOn: LocalDate,
): { dated: NonNullable<BroughtLoan['renewals']>; undated: string[] } {
  const dayAt = (text: string | null): LocalDate | null => {
    const day = dayOf(text);
    return day !== null && isDay(day) ? day : null;
  };
  const read = renewals.map(({ key, on, due }) => ({ key, on: dayAt(on), due: dayAt(due) }));
  const dated = read
    .flatMap(({ on, due }) => (on === null ? [] : [{ on, due: due ?? dueOn }]))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return {
    undated: read.flatMap(({ key, on }) => (on === null ? [key] : [])),
    dated: dated.map(({ on, due }, i) => ({
      on: { day: on, minute: NOON },
      // the first one's is not kept anywhere: at the latest the day on which it was asked for
      dueBefore: dated[i - 1]?.due ?? on,
      dueAfter: due,
    })),
  };
}

function planLoan(
  { row, key, id }: { row: OldRow; key: string; id: number },
  {
    survey,
    today,
    itemId,
    memberId,
    copy,
    member,
  }: {
    survey: LoanSurvey;
    today: LocalDate;
    /** null = did not come; 0 = is yet to, in a trial. */
    itemId: number | null;
    memberId: number | null;
    copy: number;
    member: number;
  },
): ReadyLoan | Said {
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params'], of = key, table: string = TABLE): void => {
    said.push({ table, key: of, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const loan = asLoan(row);
  const lent = lentAt(loan, today);
  const dueOn = dueDayOf(loan) ?? addDays(lent.day, USUAL_DAYS);
  const nextDay = isOpen(loan) ? survey.lentAgain.get(id) : undefined;
  const isRunning = isOpen(loan) && nextDay === undefined;
  const settle = isRunning
    ? { barcode: survey.barcodes.get(copy) ?? '', member: survey.numbers.get(member) ?? '', due: dueOn }
    : null;
  if (itemId === null) return refusal(key, settle, 'copy_gone');
  if (memberId === null) return refusal(key, settle, 'member_gone');
  if (lent.isEstimated) tell('loan_day_estimated', { day: lent.day });
  if (dueDayOf(loan) === null) tell('loan_due_by_rule', { day: dueOn });
  const renewals = survey.renewals.get(id) ?? [];
  const { dated, undated } = renewalsOf(renewals, dueOn);
  for (const one of undated) tell('renewal_undated', undefined, one, 'collectionloanextends');
  const brought = {
    ...{ itemId, memberId, dueOn, renewals: dated, renewalCount: renewals.length },
    lent: { day: lent.day, minute: lent.minute },
  };
  const ready = { id, key, said, settle, says: loanSays(loan) };
  if (isRunning) return { ...ready, loan: { ...brought, returned: null } };
  if (nextDay !== undefined) {
    tell('loan_lent_again', { day: nextDay });
    return { ...ready, loan: { ...brought, returned: lentAgainAt(lent, nextDay) } };
  }
  const { isEstimated, isBeforeLent, ...back } = backAt(loan, { lent: brought.lent, dueOn, today });
  if (isBeforeLent) tell('loan_back_before_lent');
  else if (isEstimated) tell('loan_back_estimated', { day: back.day });
  return { ...ready, loan: { ...brought, returned: { day: back.day, minute: back.minute } } };
}

/** Follows what has become in INLISLite of loans that an earlier run brought. */
async function followBefore(run: Run, survey: LoanSurvey, today: LocalDate): Promise<void> {
  const [items, members] = [new CarriedIds(run, 'collections'), new CarriedIds(run, 'members')];
  await followLoans(run, {
    ...{ table: TABLE, keyOf, idOf: (row) => idOf(row('id')) },
    saysOf: (row) => loanSays(asLoan(row)),
    wasLentAgain: (id) => survey.lentAgain.has(id),
    readNow: async (row) => {
      const [id, copy, member] = [idOf(row('id')), idOf(row('collection_id')), memberOfLoan(run, row)];
      const about = { survey, today, itemId: 0, memberId: 0, copy, member };
      const planned = planLoan({ row, id, key: keyOf(row) }, about);
      if ('fate' in planned) return null;
      await items.fetch([copy]);
      await members.fetch([member]);
      const [itemId, memberId] = [items.get(copy), members.get(member)];
      return { ...planned.loan, itemId, memberId, barcode: survey.barcodes.get(copy) ?? '' };
    },
  });
}

/** Brings the loans that run and those that are over, each with the days on which it was renewed. */
export async function carryLoans(run: Run): Promise<void> {
  const { ctx, dryRun, ledger, library } = run;
  const today = localDate(ctx.clock.now(), library.timeZone);
  const survey = await surveyLoans(run);
  const items = new CarriedIds(run, 'collections');
  const members = new CarriedIds(run, 'members');
  const settleRenewals = (id: number, fate: 'carried' | 'known' | 'refused'): void => {
    for (const { key } of survey.renewals.get(id) ?? []) {
      if (fate !== 'refused') ledger.count('collectionloanextends', fate);
      else ledger.say({ table: 'collectionloanextends', key, fate, code: 'renewal_without_loan' });
    }
    survey.renewals.delete(id);
  };
  await followBefore(run, survey, today);
  await carryRows<ReadyLoan>(run, {
    ...{ table: TABLE, keyOf, idOf: (row) => idOf(row('id')) },
    plan: async (rows) => {
      const read = rows.map((one) => ({
        ...one,
        copy: idOf(one.row('collection_id')),
        member: memberOfLoan(run, one.row),
      }));
      await items.fetch(read.map(({ copy }) => copy));
      await members.fetch(read.map(({ member }) => member));
      return read.map((one) => {
        const { copy, member, id } = one;
        const itemId = items.get(copy) ?? (dryRun && run.carriedCopies.has(copy) ? 0 : null);
        const isComing = dryRun && run.carriedMembers.has(member) && !members.isForgotten(member);
        const memberId = members.get(member) ?? (isComing ? 0 : null);
        const planned = planLoan(one, { survey, today, itemId, memberId, copy, member });
        if ('fate' in planned) settleRenewals(id, 'refused');
        return planned;
      });
    },
    save: async (trx, act, batch) => {
      const brought = await bringLoans(
        trx,
        act,
        batch.map(({ loan }) => loan),
        OLD_SYSTEMS.inlislite,
      );
      return batch.map(({ key, settle, says, loan }, i) => {
        const became = brought[i];
        if (!became) throw new Error(`nothing is said of ${key}`);
        if ('refused' in became) return { instead: refusal(key, settle, became.refused) };
        return { becameId: became.id, said: says, state: dayNumber(loan.dueOn) };
      });
    },
    came: ({ id }) => settleRenewals(id, 'carried'),
    refused: ({ id }) => settleRenewals(id, 'refused'),
    known: (row) => settleRenewals(idOf(row('id')), 'known'),
  });
  for (const id of [...survey.renewals.keys()]) settleRenewals(id, 'refused');
  if (!dryRun) await countBroughtLoans(ctx, run.signal);
}
