import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { addDays, endOfDay, isDay, localDate, type LocalDate } from '#shared/dates';
import { LONGEST_REASON } from '../schema.ts';

/** A due date that the desk sets itself, and why. */
export interface DueByHand {
  on: LocalDate;
  reason: string;
}
/** So many days ahead at the most: whoever lends for longer gives away. */
const LONGEST = 366;

/**
 * When a loan ends whose due date was set by hand: with that day, whatever rules, calendar and card say. Needs `loans.due_date` at the
 * library. Throws `platform.invalid_input` for a day that is over or further than a year away, without a reason, and for what is read
 * in the library.
 * @returns null when nothing was set
 */
export function dueByHand(
  ctx: Ctx,
  due: DueByHand | null | undefined,
  about: { libraryId: number; timeZone: string; onSite: boolean },
): { dueAt: Date; reason: string } | null {
  if (!due) return null;
  authorize(ctx, 'loans.due_date', about.libraryId);
  const reason = due.reason.trim();
  if (reason === '') throw platformErrors.invalidInput({}, { dueReason: 'required' });
  if (reason.length > LONGEST_REASON) throw platformErrors.invalidInput({}, { dueReason: 'too_long' });
  if (about.onSite || !isDay(due.on)) throw platformErrors.invalidInput({}, { dueOn: 'invalid' });
  const today = localDate(ctx.clock.now(), about.timeZone);
  if (due.on < today) throw platformErrors.invalidInput({}, { dueOn: 'past' });
  if (due.on > addDays(today, LONGEST)) throw platformErrors.invalidInput({}, { dueOn: 'too_late' });
  return { dueAt: endOfDay(due.on, about.timeZone), reason };
}
