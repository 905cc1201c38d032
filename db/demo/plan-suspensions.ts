/** Who may not borrow today because a loan came back late: a day for each open day that it was late, thirty at most. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { City, DemoLibrary } from './city.ts';
import { addDays, type Calendar } from './plan-calendar.ts';

const MOST_DAYS = 30;

export interface PlannedSuspension {
  memberNumber: string;
  /** The copy that came back late. */
  itemBarcode: string;
  /** ISO date of the last day without borrowing. */
  until: string;
}

/** The last day without borrowing after a return, or null when it was in time. Dates are ISO strings in the network's zone. */
export function suspendedUntil(
  dueOn: string,
  returnedOn: string,
  library: DemoLibrary,
  calendar: Calendar,
): string | null {
  let lateDays = 0;
  for (let day = addDays(dueOn, 1); day <= returnedOn; day = addDays(day, 1)) {
    if (calendar.isOpen(library, day)) lateDays++;
  }
  return lateDays === 0 ? null : addDays(returnedOn, Math.min(lateDays, MOST_DAYS));
}

/** What a suspension depends on; a loan that is still out (`returnedAt` null) has none. */
interface LoanThatEnded {
  memberNumber: string;
  itemBarcode: string;
  library: string;
  dueOn: string;
  returnedAt: string | null;
}

/** The suspensions that hold on `today`, at most one for each member: the longest. */
export function planSuspensions(
  loans: readonly LoanThatEnded[],
  { city, calendar, today }: { city: City; calendar: Calendar; today: string },
): PlannedSuspension[] {
  const libraries = new Map(city.libraries.map((library) => [library.code, library]));
  const longest = new Map<string, PlannedSuspension>();
  for (const { memberNumber, itemBarcode, returnedAt, dueOn, library: code } of loans) {
    const library = libraries.get(code);
    if (!library || returnedAt === null) continue;
    const returnedOn = Temporal.Instant.from(returnedAt).toZonedDateTimeISO(city.network.timeZone).toPlainDate();
    const until = suspendedUntil(dueOn, returnedOn.toString(), library, calendar);
    if (until === null || until < today || until <= (longest.get(memberNumber)?.until ?? '')) continue;
    longest.set(memberNumber, { memberNumber, itemBarcode, until });
  }
  return [...longest.values()];
}
