import { addDays, type LocalDate } from '#shared/dates';
import type { BroughtLoan } from '#modules/lending/circulation';
import { backAt, dueDayOf, isLent, isOpen, lentAgainAt, lentAt } from '#shared/moving/loan-days';
import { shownNumber } from '#shared/moving/nik-in-text';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { tidyLine } from '#shared/moving/tidy-text';
import type { MissingCopy } from './make-copies.ts';
import type { LoanSurvey } from './survey-loans.ts';

export type LoanTable = 'loan' | 'loan_history';

/** What a loan is to become. */
export interface PlannedLoan {
  id: number;
  key: string;
  loan: Omit<BroughtLoan, 'itemId' | 'memberId'>;
  /** By what people find it who must settle it by hand; null = it is over, there is nothing to settle. */
  settle: Settle | null;
  /** A copy that must be made for it, because SLiMS has lost it while the reader has it. */
  missing: MissingCopy | null;
  said: Said[];
}
type Settle = { barcode: string; member: string; due: LocalDate };

export interface LoanSurroundings {
  survey: Pick<LoanSurvey, 'lentAgain' | 'missingTitles' | 'ruleDays' | 'typeDays'>;
  table: LoanTable;
  today: LocalDate;
  /** Did the copy come; does another bear the same code? */
  copy: 'here' | 'shared' | 'gone';
  /** Number of the member's type in SLiMS (0 = none known); null = the member did not come. */
  memberType: number | null;
}

/** What SLiMS lends for where nobody has changed it. */
const USUAL_DAYS = 7;
const LONGEST_NUMBER = 40;
const MOST_RENEWALS = 1000;

/** Words about what is refused: a loan that still runs must be settled by somebody who can ask where the book is. */
export function refusedLoan(
  row: { table: LoanTable; key: string; settle: Settle | null },
  why: 'copy_gone' | 'member_gone' | 'copy_out',
): Said {
  const { table, key, settle } = row;
  const codes = {
    copy_gone: ['loan_copy_gone', 'settle_copy_gone'],
    member_gone: ['loan_member_gone', 'settle_member_gone'],
    copy_out: ['settle_copy_out', 'settle_copy_out'],
  } as const;
  const [code, settleCode] = codes[why];
  return settle === null
    ? { table, key, fate: 'refused', code }
    : { table, key, fate: 'refused', code: settleCode, params: { ...settle } };
}

/** Until when it was lent where the row does not say it: by its rule, or by that of the member's type. */
function dueByRule(row: OldRow, lentOn: LocalDate, { survey, memberType }: LoanSurroundings): LocalDate {
  const rule = survey.ruleDays.get(idOf(row('loan_rules_id'))) ?? 0;
  return addDays(lentOn, rule || survey.typeDays.get(memberType ?? 0) || USUAL_DAYS);
}

/** What becomes of a row of `loan` or `loan_history`; a word where nothing does. What stands in the history alone is over, whatever it says. */
export function planLoan(row: OldRow, around: LoanSurroundings): PlannedLoan | Said {
  const { table, today, survey } = around;
  const id = idOf(row('loan_id'));
  const key = `loan_id=${row('loan_id') ?? ''}`;
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table, key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  if (!isLent(row)) return { table, key, fate: 'refused', code: 'loan_never_lent' };
  const lent = lentAt(row, today);
  const dueOn = dueDayOf(row) ?? dueByRule(row, lent.day, around);
  const isRunning = table === 'loan' && isOpen(row);
  const nextDay = isRunning ? survey.lentAgain.get(id) : undefined;
  const number = (column: string): string => tidyLine(row(column)).text.slice(0, LONGEST_NUMBER);
  const settle =
    isRunning && nextDay === undefined
      ? { barcode: number('item_code'), member: shownNumber(number('member_id')), due: dueOn }
      : null;
  const isGone = around.copy === 'gone';
  if (isGone && !settle?.barcode) return refusedLoan({ table, key, settle }, 'copy_gone');
  if (around.memberType === null) return refusedLoan({ table, key, settle }, 'member_gone');

  const missing = isGone && settle ? { barcode: settle.barcode, title: survey.missingTitles.get(id) ?? '' } : null;
  if (missing) tell('loan_copy_made', { barcode: missing.barcode });
  if (table === 'loan_history') tell('loan_of_history_alone');
  if (around.copy === 'shared') tell('loan_code_shared', { barcode: number('item_code') });
  if (lent.isEstimated) tell('loan_day_estimated', { day: lent.day });
  if (dueDayOf(row) === null) tell('loan_due_by_rule', { day: dueOn });
  const renewed = Number(row('renewed') ?? 0);
  const loan = {
    lent: { day: lent.day, minute: lent.minute },
    dueOn,
    renewalCount: Number.isInteger(renewed) && renewed > 0 ? Math.min(renewed, MOST_RENEWALS) : 0,
  };
  const planned = { id, key, settle, missing, said };
  if (isRunning && nextDay === undefined) return { ...planned, loan: { ...loan, returned: null } };
  if (nextDay !== undefined) {
    tell('loan_lent_again', { day: nextDay });
    return { ...planned, loan: { ...loan, returned: lentAgainAt(lent, nextDay) } };
  }
  const { isEstimated, isBeforeLent, ...back } = backAt(row, { lent: loan.lent, dueOn, today });
  if (isBeforeLent) tell('loan_back_before_lent');
  else if (isEstimated) tell('loan_back_estimated', { day: back.day });
  return { ...planned, loan: { ...loan, returned: { day: back.day, minute: back.minute } } };
}
