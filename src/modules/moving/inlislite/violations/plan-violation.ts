import { MOST_CHARGE } from '#modules/lending/charges';
import { addDays, isDay, type LocalDate } from '#shared/dates';
import type { OldRow } from '#shared/moving/old-row';
import type { FinesChoice } from '#shared/moving/old-systems';
import type { Said, SaidCode } from '#shared/moving/said';
import { dayOf } from '#shared/moving/wall-clock';

/** What becomes of a row of `pelanggaran`, before it is known where it is booked. */
export interface PlannedViolation {
  id: number;
  key: string;
  /** Whole rupiah; both 0 where it only suspends. */
  owed: number;
  paid: number;
  /** By the calendar of the library; null = on the day of the run. */
  on: LocalDate | null;
  /** The last day of a suspension that still runs. */
  suspendedUntil: LocalDate | null;
  /** That it was paid stands nowhere: so it was chosen for the run. */
  isAssumed: boolean;
  said: Said[];
}

const MOST_DAYS = 3650;

/** `5000.00` as whole rupiah; NaN where something else is written. */
export function rupiahOf(text: string | null): number {
  const written = text?.trim() ?? '';
  if (written === '') return 0;
  return /^\d{1,15}(?:\.\d*)?$/.test(written) ? Math.round(Number(written)) : Number.NaN;
}

/** Has somebody noted that it was paid: a flag, a sum, a day? */
const isNotedAsPaid = (text: string | null): boolean => !/^[\s0.:\u0000-]*$/.test(text ?? '');

/** @returns a word where nothing becomes of it; `isMemberHere` did the member come? */
export function planViolation(
  { row, id, key }: { row: OldRow; id: number; key: string },
  { isMemberHere, today, fines }: { isMemberHere: boolean; today: LocalDate; fines: FinesChoice },
): PlannedViolation | Said {
  const refuse = (code: SaidCode, params?: Said['params']): Said => ({
    ...{ table: 'pelanggaran', key, fate: 'refused', code },
    ...(params ? { params } : {}),
  });
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'pelanggaran', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const owed = rupiahOf(row('jumlahdenda'));
  if (!(owed <= MOST_CHARGE)) return refuse('violation_unusable');
  const days = Number((row('jumlahsuspend')?.trim() || '0').replace(/\.0*$/, ''));
  const suspends = Number.isInteger(days) && days > 0 && days <= MOST_DAYS ? days : 0;
  const day = dayOf(row('createdate'));
  const on = day !== null && isDay(day) && day <= today ? day : null;
  if (owed === 0 && suspends === 0) return refuse('violation_empty');
  if (!isMemberHere) return refuse('violation_member_gone', { debet: owed });
  const until = suspends > 0 && on !== null ? addDays(on, suspends) : null;
  const suspendedUntil = until !== null && until >= today ? until : null;
  if (owed === 0 && suspendedUntil === null) return refuse('suspension_over');
  if (on === null) tell('violation_undated');
  if (suspendedUntil !== null) tell('suspension_taken', { day: suspendedUntil });
  const isPaid = isNotedAsPaid(row('paid'));
  const isSettled = isPaid || fines === 'settled';
  return {
    id,
    key,
    owed,
    paid: isSettled ? owed : 0,
    on,
    suspendedUntil,
    isAssumed: owed > 0 && isSettled && !isPaid,
    said,
  };
}
