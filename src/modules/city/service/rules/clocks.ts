import { lawLimitOf, type LawLimit } from './law-limit.ts';
import type { TicketState } from './states.ts';
import type { ServiceTarget } from './targets.ts';
import { ticketClock, type Pause, type TicketClock } from './ticket-clock.ts';
import { usualDayMinutes, type HoursOf, type WorkingHours } from './working-time.ts';

/** A promise of time, and how it stands. */
export interface ServiceClock extends TicketClock {
  /** Minutes of working time. */
  targetMinutes: number;
  /** The promise in working days. */
  targetDays: number;
}

/** The first answer, and the solution; null where nothing of the kind is promised. */
export interface TicketClocks {
  first: ServiceClock | null;
  solve: ServiceClock | null;
  /** What the law allows until the solution; null where no rule was entered. */
  law: LawLimit | null;
  hoursOf: HoursOf;
}

/** What of a ticket its clocks are made of. */
export interface Clocked {
  createdAt: Date;
  clockFrom: Date;
  firstAnsweredAt: Date | null;
  resolvedAt: Date | null;
}

/** The times in which a ticket waited for the person, by the states that its steps came to, in order. */
export function pausesOf(steps: readonly { at: Date; state: TicketState }[]): Pause[] {
  const pauses: Pause[] = [];
  let since: Date | null = null;
  for (const { at, state } of steps) {
    if (state === 'waiting_patron') since ??= at;
    else if (since) {
      pauses.push({ from: since, to: at });
      since = null;
    }
  }
  return since ? [...pauses, { from: since, to: null }] : pauses;
}

/**
 * Both clocks of a ticket: the first runs from its sending until the first answer, the second from its sending or last reopening until it is
 * solved. Null where nothing of the kind is promised.
 */
export function clocksOf(
  ticket: Clocked,
  {
    steps,
    target,
    hours,
    now,
  }: {
    steps: readonly { at: Date; state: TicketState }[];
    target: ServiceTarget;
    hours: WorkingHours;
    now: Date;
  },
): TicketClocks {
  const dayMinutes = usualDayMinutes(hours.weekly);
  const pauses = pausesOf(steps);
  const clock = (startedAt: Date, targetDays: number, stoppedAt: Date | null): ServiceClock => {
    const targetMinutes = targetDays * dayMinutes;
    const { days } = hours;
    return {
      ...ticketClock({ days, startedAt, targetMinutes, pauses, stoppedAt, now }),
      targetMinutes,
      targetDays,
    };
  };
  const { createdAt, clockFrom, firstAnsweredAt, resolvedAt } = ticket;
  return {
    // who solves without a word has answered by that
    first: clock(createdAt, target.firstDays, firstAnsweredAt ?? resolvedAt),
    solve: target.solveDays === null ? null : clock(clockFrom, target.solveDays, resolvedAt),
    law: lawLimitOf(ticket, { target, hours, now }),
    hoursOf: hours.hoursOf,
  };
}
