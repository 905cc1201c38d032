import { MOST_CHARGE, type BroughtMoney } from '#modules/lending/charges';
import type { EndedLoan } from '#modules/lending/circulation';
import { isDay, type LocalDate } from '#shared/dates';
import { sameKey } from '#shared/mysql-dump/same-key';
import { withoutNik } from '#shared/moving/nik-in-text';
import type { Said, SaidCode } from '#shared/moving/said';
import type { OldRow } from '#shared/moving/old-row';
import { textNumber } from '#shared/moving/text-number';
import { tidyLine } from '#shared/moving/tidy-text';
import { dayOf } from '#shared/moving/wall-clock';

/** What SLiMS writes of a late return, in the languages in which it is used here. */
const OVERDUE = /^(?:overdue fines? for item|denda (?:ke)?terlambat(?:an)? untuk (?:eksemplar|item|koleksi))\s+(.+)$/i;
const OF_LATENESS = /denda|telat|lambat|fine|overdue|late/i;
const LONGEST_NOTE = 200;

/** What a description says: codes that the copy may have, and whether it is SLiMS's own sentence of a late return. */
export function readDescription(written: string | null): { codes: string[]; isOwnSentence: boolean; text: string } {
  const { text } = tidyLine(written);
  const code = OVERDUE.exec(text)?.[1];
  if (code !== undefined) return { codes: [code], isOwnSentence: true, text };
  const last = text.split(' ').at(-1) ?? '';
  return { codes: last === '' || last === text ? [] : [last], isOwnSentence: false, text };
}

/** Whole rupiah; NaN where something else is written. */
export function rupiahOf(text: string | null): number {
  const written = text?.trim() ?? '';
  if (written === '') return 0;
  return /^-?\d{1,15}(?:\.0*)?$/.test(written) ? Number(written) : Number.NaN;
}

/** What becomes of a row of `fines`, before it is known where it is booked. */
export interface PlannedFine {
  key: string;
  /** What the row says, for the sums of the report. */
  debet: number;
  credit: number;
  /** By the calendar of the library; null = on the day of the run. */
  on: LocalDate | null;
  money: Pick<BroughtMoney, 'owed' | 'paid' | 'kind' | 'note'>;
  said: Said[];
}

/** Below 0 is the other side: SLiMS lets a debt of -500 stand for credit. */
const sides = (debet: number, credit: number): { owed: number; paid: number } => ({
  owed: Math.max(debet, 0) + Math.max(-credit, 0),
  paid: Math.max(credit, 0) + Math.max(-debet, 0),
});

/** What a row says was paid of what it owes; what was paid beyond it goes to other debts. Of one that owes nothing: all that was paid. */
export function paidOf(row: OldRow): number {
  const { owed, paid } = sides(rupiahOf(row('debet')), rupiahOf(row('credit')));
  return (owed === 0 ? paid : Math.min(owed, paid)) || 0;
}

/** Has the row in SLiMS come to say something else than what was brought of it: more is owed, or more was paid there since? */
export function hasChanged(row: OldRow, brought: { owed: number; paid: number }): boolean {
  const { owed } = sides(rupiahOf(row('debet')), rupiahOf(row('credit')));
  return owed !== brought.owed || (owed === 0 ? paidOf(row) !== brought.paid : paidOf(row) > brought.paid);
}

/** Stands for what a row is about, whatever was paid of it: of whom, when, and for what. */
export const fineSays = (row: OldRow): number =>
  textNumber(
    ['fines_date', 'debet', 'description']
      .map((column) => row(column) ?? '')
      .concat(sameKey(row('member_id') ?? ''))
      .join('\n'),
  );

/** What was paid in SLiMS since for what was brought; 0 = nothing, or something else has changed as well. */
export function paidSince(row: OldRow, brought: { owed: number; paid: number }): number {
  const { owed } = sides(rupiahOf(row('debet')), rupiahOf(row('credit')));
  return owed > 0 && owed === brought.owed ? Math.max(paidOf(row) - brought.paid, 0) : 0;
}

/** @param isMemberHere did the member come? @returns a word where nothing becomes of it */
export function planFine(
  row: OldRow,
  { isMemberHere, today }: { isMemberHere: boolean; today: LocalDate },
): PlannedFine | Said {
  const key = `fines_id=${row('fines_id') ?? ''}`;
  const refuse = (code: SaidCode, params?: Said['params']): Said => ({
    ...{ table: 'fines', key, fate: 'refused', code },
    ...(params ? { params } : {}),
  });
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'fines', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const [debet, credit] = [rupiahOf(row('debet')), rupiahOf(row('credit'))];
  const { owed, paid } = sides(debet, credit);
  if (!(owed <= MOST_CHARGE && paid <= MOST_CHARGE)) return refuse('fine_unusable');
  if (owed === 0 && paid === 0) return refuse('fine_empty');
  if (!isMemberHere) return refuse('fine_member_gone', { debet, credit });
  if (debet < 0 || credit < 0) tell('fine_below_zero', { debet, credit });
  else if (debet > 0 && credit > debet) tell('fine_overpaid', { more: credit - debet });
  const day = dayOf(row('fines_date'));
  const on = day !== null && isDay(day) && day <= today ? day : null;
  if (on === null) tell('fine_undated');
  const { isOwnSentence, text } = readDescription(row('description'));
  const isLate = isOwnSentence || text === '' || OF_LATENESS.test(text);
  return {
    ...{ key, debet, credit, on, said },
    money: {
      owed,
      paid,
      kind: isLate ? 'fine' : 'other',
      // who borrowed what is not kept for good by a note: the sentence names the copy, and the kind of the line says the rest
      note: isOwnSentence || text === '' ? null : withoutNik(text).text.slice(0, LONGEST_NOTE).trim(),
    },
  };
}

/** The loan for which a fine was written: the one that ended on that day. */
export const loanOfFine = (loans: readonly EndedLoan[], on: LocalDate | null): EndedLoan | null =>
  loans.findLast(({ returnedOn }) => returnedOn === on) ?? null;
