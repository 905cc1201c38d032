import type { Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import { chooseReminder, loanReminderDays, reminderSpan } from '#modules/lending/circulation';
import { listLibraries, type Library } from '#modules/ground/libraries';
import {
  isLateEnoughInTheDay,
  notify,
  notToldYet,
  reminderSchedule,
  withdrawNotices,
  type ReminderSchedule,
} from '#modules/people/notifications';
import { addDays, daysBetween, instantAt, localDate } from '#shared/dates';
import { selectBulkLoansDue, type BulkLoanDue } from './data/bulk-loan-views.queries.ts';
import { bulkLoanDue, bulkLoanDueSoon, bulkLoanOverdue } from './notices.ts';

const aboutBulkLoan = (id: number): string => `bulk_loan:${id}`;

/**
 * Reminds institutions of their bulk loans: before the last day, on it, and up to three times after it, on the days that the schedule
 * names for loans of their category. Once per bulk loan, reminder and last day, however often it runs.
 * @returns how many reminders were made
 */
export async function remindBulkLoans(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const schedule = await reminderSchedule(ctx.db);
  const now = ctx.clock.now();
  let made = 0;
  const round = new Round(ctx, signal);
  // also of one that has closed since: its boxes are still due
  await round.each(await listLibraries(ctx), async (library) => {
    if (isLateEnoughInTheDay(now, library.timeZone)) made += await remindOfLibrary(ctx, library, schedule);
  });
  round.end();
  return made;
}

async function remindOfLibrary(ctx: Ctx, library: Library, schedule: ReminderSchedule): Promise<number> {
  const today = localDate(ctx.clock.now(), library.timeZone);
  const { back, ahead } = reminderSpan(schedule.furthest);
  const due = await selectBulkLoansDue(ctx.db, {
    libraryId: library.id,
    from: addDays(today, -back),
    to: addDays(today, ahead),
  });
  const reminders = due.flatMap((loan) => {
    const days = loanReminderDays(schedule, library.id, loan.categoryId);
    const reminder = chooseReminder({ lentOn: loan.startsOn, dueOn: loan.dueOn }, today, days);
    return reminder === null ? [] : [{ loan, reminder, key: `${aboutBulkLoan(loan.id)}:${reminder}:${loan.dueOn}` }];
  });
  const fresh = await notToldYet(ctx.db, reminders);
  if (fresh.length === 0) return 0;
  return ctx.db.transaction().execute(async (trx) => {
    let made = 0;
    for (const one of fresh) if (await tell(trx, ctx, { ...one, library, today })) made += 1;
    return made;
  });
}

interface Telling {
  loan: BulkLoanDue;
  reminder: NonNullable<ReturnType<typeof chooseReminder>>;
  key: string;
  library: Library;
  today: string;
}

async function tell(trx: Tx, ctx: Ctx, { loan, reminder, key, library, today }: Telling): Promise<boolean> {
  const { id, memberId, number, away, contactName: contact, dueOn } = loan;
  const about = { memberId, libraryId: library.id, key, about: aboutBulkLoan(id) };
  const params = { number, away, contact, dueOn };
  // "due soon" and "due today" say nothing true after that day
  const untilDay = (date: string): Date => instantAt(date, 0, library.timeZone);
  switch (reminder) {
    case 'before_due':
      return notify(trx, ctx, bulkLoanDueSoon, { ...about, params, expiresAt: untilDay(dueOn) });
    case 'due':
      return notify(trx, ctx, bulkLoanDue, { ...about, params, expiresAt: untilDay(addDays(dueOn, 1)) });
    default: {
      const late = { lateDays: daysBetween(dueOn, today), nth: Number(reminder.at(-1)) };
      return notify(trx, ctx, bulkLoanOverdue, { ...about, params: { ...params, ...late } });
    }
  }
}

/** Takes back reminders that were not sent yet: all is back, or the last day is another. */
export const forgetBulkReminders = async (trx: Tx, ctx: Ctx, id: number): Promise<void> =>
  withdrawNotices(trx, ctx, aboutBulkLoan(id));
