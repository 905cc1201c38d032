import { addDays, daysBetween, type LocalDate } from '#shared/dates';

export type LoanReminder = 'before_due' | 'due' | 'overdue_1' | 'overdue_2' | 'overdue_3';
/** Days before (`before_due`) or after (`overdue_…`) the due day; null = not at all. `due`: null = not at all. */
export type LoanReminderDays = Readonly<Record<LoanReminder, number | null>>;

/** A reminder whose day passed while the server was off is made up for so long. */
const CATCH_UP_DAYS = 7;
const OVERDUE = ['overdue_3', 'overdue_2', 'overdue_1'] as const;

/**
 * Which reminder a running loan is worth today; null = none. The day on which it was lent needs none, and what was to be said before a loan
 * came here from another system is not said afterwards: nobody shall get a letter on the first morning for what the old system knew.
 * @param loan.broughtOn when it came from another system; null or left out = it was lent here
 * @param days in which order ever: of several overdue reminders the latest that is reached counts
 */
export function chooseReminder(
  loan: { lentOn: LocalDate; dueOn: LocalDate; broughtOn?: LocalDate | null },
  today: LocalDate,
  days: LoanReminderDays,
): LoanReminder | null {
  const topic = reminderOf(loan, today, days);
  if (topic === null || !loan.broughtOn) return topic;
  const after = topic === 'due' ? 0 : topic === 'before_due' ? -(days.before_due ?? 0) : (days[topic] ?? 0);
  return addDays(loan.dueOn, after) < loan.broughtOn ? null : topic;
}

function reminderOf(
  loan: { lentOn: LocalDate; dueOn: LocalDate },
  today: LocalDate,
  days: LoanReminderDays,
): LoanReminder | null {
  if (loan.lentOn >= today) return null;
  const left = daysBetween(today, loan.dueOn);
  if (left === 0) return days.due === null ? null : 'due';
  if (left > 0) return days.before_due !== null && left <= days.before_due ? 'before_due' : null;
  const late = -left;
  const reached = OVERDUE.filter((topic) => days[topic] !== null && late >= (days[topic] ?? 0));
  const latest = reached.toSorted((a, b) => (days[b] ?? 0) - (days[a] ?? 0))[0];
  return latest !== undefined && late < (days[latest] ?? 0) + CATCH_UP_DAYS ? latest : null;
}

/** How far back and ahead loans can be worth a reminder, in days. */
export const reminderSpan = (furthest: (topic: LoanReminder) => number): { back: number; ahead: number } => ({
  back: Math.max(...OVERDUE.map(furthest)) + CATCH_UP_DAYS,
  ahead: furthest('before_due'),
});
