import { addDays, type LocalDate } from '#shared/dates';

export interface StopRule {
  id: number;
  /** The first visit; its weekday is that of all others. */
  firstOn: LocalDate;
  everyWeeks: number;
  /** The last day on which it may come; null = no end. */
  lastOn: LocalDate | null;
  opensMinute: number;
  skips: readonly { on: LocalDate; reason: string }[];
}
export interface Visit {
  stopId: number;
  on: LocalDate;
  /** Why it does not come on that day; null = it comes. */
  skipped: string | null;
}

const DAY = 86_400_000;
const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Does the rule name this day? */
export function fallsOn({ firstOn, everyWeeks, lastOn }: StopRule, day: LocalDate): boolean {
  const since = daysBetween(firstOn, day);
  return since >= 0 && since % (7 * everyWeeks) === 0 && (lastOn === null || day <= lastOn);
}

/**
 * The visits of so many days, in the order in which they happen. A day on which the library is closed is skipped for that reason.
 * @param closed closings of the library within these days
 */
export function visitsBetween(
  stops: readonly StopRule[],
  {
    from,
    days,
    closed,
  }: { from: LocalDate; days: number; closed: readonly { dateFrom: LocalDate; dateTo: LocalDate; reason: string }[] },
): Visit[] {
  return Array.from({ length: days }, (_, i) => addDays(from, i)).flatMap((on) => {
    const closing = closed.find(({ dateFrom, dateTo }) => dateFrom <= on && on <= dateTo);
    return stops
      .filter((stop) => fallsOn(stop, on))
      .toSorted((a, b) => a.opensMinute - b.opensMinute)
      .map((stop) => ({
        stopId: stop.id,
        on,
        skipped: stop.skips.find((skip) => skip.on === on)?.reason ?? closing?.reason ?? null,
      }));
  });
}
