import { calendarOf, hasHours, intervalsOn, mainLibrary } from '#modules/ground/libraries';
import type { Db, Tx } from '#platform/database/db';
import { addDays, isoWeekday, localDate, HOME_ZONE } from '#shared/dates';
import { selectTargets } from './data/settings.queries.ts';
import type { WorkingHours } from './rules/working-time.ts';
import { ASSUMED_WEEK, DEFAULT_TARGETS, type ServiceTarget } from './rules/targets.ts';
import { TICKET_KINDS, type TicketKind } from './rules/states.ts';

/** Closed days are looked up so far ahead; later ones are taken as the week says. */
const DAYS_AHEAD = 400;

/**
 * When people work at a library, for the clocks of what was sent to it: its own opening hours, where none are entered those of the main
 * library, where it has none either Monday to Friday 08–16 without the closed days. Throws `libraries.not_found`.
 * @param since the first instant that is counted
 */
export async function workingHoursOf(db: Db | Tx, libraryId: number, since: Date, now: Date): Promise<WorkingHours> {
  const from = addDays(localDate(since, HOME_ZONE), -1);
  const to = addDays(localDate(now > since ? now : since, HOME_ZONE), DAYS_AHEAD);
  const own = await calendarOf(db, libraryId, from, to);
  if (hasHours(own)) {
    return {
      days: { timeZone: own.timeZone, on: (date) => intervalsOn(own, date) },
      weekly: own.weekly,
      hoursOf: 'own',
    };
  }
  const main = await mainLibrary({ db });
  const { timeZone, closed } = own;
  if (main && main.id !== libraryId) {
    const calendar = await calendarOf(db, main.id, from, to);
    if (hasHours(calendar)) {
      // its own closed days count, on its own wall clock
      const on = (date: string) => (closed.has(date) ? [] : intervalsOn(calendar, date));
      return { days: { timeZone, on }, weekly: calendar.weekly, hoursOf: 'main' };
    }
  }
  const on = (date: string) => (closed.has(date) ? [] : (ASSUMED_WEEK[isoWeekday(date)] ?? []));
  return { days: { timeZone, on }, weekly: ASSUMED_WEEK, hoursOf: 'assumed' };
}

/** The promise of time for every kind: as entered, else the product's. */
export async function serviceTargets(db: Db | Tx): Promise<Record<TicketKind, ServiceTarget>> {
  const entered = await selectTargets(db);
  const of = (kind: TicketKind): ServiceTarget =>
    entered.find((one) => one.kind === kind) ?? { kind, ...DEFAULT_TARGETS[kind] };
  return { question: of('question'), complaint: of('complaint'), suggestion: of('suggestion'), praise: of('praise') };
}

/** The same as a list, for pages: in the order of the kinds. Anyone may read what is promised. */
export async function listTargets({ db }: { db: Db }): Promise<ServiceTarget[]> {
  const all = await serviceTargets(db);
  return TICKET_KINDS.map((kind) => all[kind]);
}
