import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { listLibraries, type Library } from '#modules/ground/libraries';
import {
  isLateEnoughInTheDay,
  notify,
  notToldYet,
  reminderSchedule,
  withdrawNotices,
} from '#modules/people/notifications';
import type { ReminderSchedule } from '#modules/people/notifications';
import type { Tx } from '#platform/database/db';
import { addDays, instantAt, localDate, type LocalDate } from '#shared/dates';
import { selectLoansDue } from '../data/reminders.queries.ts';
import { lendingCalendar } from '../lend-support.ts';
import { loanDue, loanDueSoon, loanOverdue } from '../notices.ts';
import { chooseReminder, reminderSpan, type LoanReminder, type LoanReminderDays } from '../rules/choose-reminder.ts';
import { countLateDays } from '../rules/count-late-days.ts';

const AT_ONCE = 500;
const aboutLoan = (loanId: number): string => `loan:${loanId}`;

/**
 * Reminds members of their loans by the schedule of each library and category: before they are due, on the day, and up to three
 * times after it. Once per loan, reminder and due date, however often it runs.
 * @returns how many reminders were made
 */
export async function remindLoans(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const schedule = await reminderSchedule(ctx.db);
  const now = ctx.clock.now();
  let made = 0;
  const round = new Round(ctx, signal);
  // also of one that has closed since: its books are still due
  await round.each(await listLibraries(ctx), async (library) => {
    if (isLateEnoughInTheDay(now, library.timeZone)) made += await remindOfLibrary(ctx, library, schedule);
  });
  round.end();
  return made;
}

async function remindOfLibrary(ctx: Ctx, library: Library, schedule: ReminderSchedule): Promise<number> {
  const now = ctx.clock.now();
  const today = localDate(now, library.timeZone);
  const span = reminderSpan(schedule.furthest);
  const from = instantAt(addDays(today, -span.back), 0, library.timeZone);
  const to = instantAt(addDays(today, span.ahead + 1), 0, library.timeZone);
  const calendar = await lendingCalendar(ctx.db, library.id, now, { since: from });
  let made = 0;
  for (let afterId = 0; ;) {
    const loans = await selectLoansDue(ctx.db, { libraryId: library.id, from, to, afterId, limit: AT_ONCE });
    const reminders = loans.flatMap((loan) => {
      const dueOn = localDate(loan.dueAt, library.timeZone);
      const lentOn = localDate(loan.loanedAt, library.timeZone);
      const broughtOn = loan.broughtAt && localDate(loan.broughtAt, library.timeZone);
      const days = loanReminderDays(schedule, library.id, loan.categoryId);
      const topic = chooseReminder({ lentOn, dueOn, broughtOn }, today, days);
      const lateDays = countLateDays(loan.dueAt, now, calendar);
      // closed since it was due: nobody could bring it back yet
      if (topic === null || (isOverdue(topic) && lateDays === 0)) return [];
      return [{ ...loan, topic, lateDays, key: keyOf(loan.id, topic, dueOn) }];
    });
    const fresh = await notToldYet(ctx.db, reminders);
    if (fresh.length > 0) {
      const act = oneAct(ctx);
      made += await ctx.db.transaction().execute(async (trx) => {
        let told = 0;
        for (const reminder of fresh) if (await tell(trx, act, library, reminder)) told += 1;
        return told;
      });
    }
    const last = loans.at(-1);
    if (last === undefined || loans.length < AT_ONCE) return made;
    afterId = last.id;
  }
}

/** On which days members of a category at a library are reminded of their loans. */
export function loanReminderDays(schedule: ReminderSchedule, libraryId: number, categoryId: number): LoanReminderDays {
  const to = { libraryId, categoryId };
  return {
    before_due: schedule.days('before_due', to),
    due: schedule.days('due', to),
    overdue_1: schedule.days('overdue_1', to),
    overdue_2: schedule.days('overdue_2', to),
    overdue_3: schedule.days('overdue_3', to),
  };
}

const isOverdue = (topic: LoanReminder): topic is Exclude<LoanReminder, 'before_due' | 'due'> =>
  topic.startsWith('overdue');
const keyOf = (loanId: number, topic: LoanReminder, dueOn: LocalDate): string => `loan:${loanId}:${topic}:${dueOn}`;

interface Reminder {
  id: number;
  memberId: number;
  title: string;
  barcode: string;
  dueAt: Date;
  topic: LoanReminder;
  lateDays: number;
  key: string;
}

async function tell(trx: Tx, ctx: Ctx, library: Library, reminder: Reminder): Promise<boolean> {
  const { id, memberId, topic, title, barcode, lateDays, key } = reminder;
  const about = { memberId, libraryId: library.id, key, about: aboutLoan(id) };
  const loan = { title, barcode, dueAt: reminder.dueAt.toISOString() };
  if (isOverdue(topic)) return notify(trx, ctx, loanOverdue[topic], { ...about, params: { ...loan, lateDays } });
  // "due soon" and "due today" say nothing true after that day
  const dueOn = localDate(reminder.dueAt, library.timeZone);
  const expiresAt = instantAt(topic === 'due' ? addDays(dueOn, 1) : dueOn, 0, library.timeZone);
  return notify(trx, ctx, topic === 'due' ? loanDue : loanDueSoon, { ...about, params: loan, expiresAt });
}

/** Takes back reminders of a loan that were not sent yet: it has come back, or is due at another time. */
export const forgetReminders = async (trx: Tx, ctx: Ctx, loanId: number): Promise<void> =>
  withdrawNotices(trx, ctx, aboutLoan(loanId));
