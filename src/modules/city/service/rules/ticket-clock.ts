import type { LocalDate } from '#shared/dates';
import { afterWorkingMinutes, lengthOf, stretches, type WorkingDays } from './working-time.ts';

/** A time in which a ticket waits for the person who wrote; `to` null = still. */
export interface Pause {
  from: Date;
  to: Date | null;
}

export interface ClockInput {
  days: WorkingDays;
  /** When it came, or when it was opened again. */
  startedAt: Date;
  /** What was promised, in minutes of working time. */
  targetMinutes: number;
  pauses: readonly Pause[];
  /** When it was answered or resolved; null = not yet. */
  stoppedAt: Date | null;
  now: Date;
}

export interface TicketClock {
  /** Minutes of working time since it began, pauses taken out, until it was stopped or until now. */
  usedMinutes: number;
  /** Of what was promised; below zero when it is late. */
  leftMinutes: number;
  /** Until when the promise holds; null while it waits for the person, or where the library does not open again. */
  dueAt: Date | null;
  /** When three quarters are used; null as `dueAt`. */
  warnAt: Date | null;
  state: 'running' | 'paused' | 'late' | 'met' | 'missed';
  /** Out of which days the time used is made. */
  parts: { date: LocalDate; minutes: number }[];
}

const MINUTE_MS = 60_000;
const WARN_AT = 0.75;

/** The times in which a clock runs, in order; the last is open (`to` null) unless it waits for the person now. */
function runs(startedAt: Date, pauses: readonly Pause[]): Pause[] {
  const running: Pause[] = [];
  let from = startedAt;
  const inOrder = [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime());
  for (const pause of inOrder) {
    if (pause.to && pause.to <= from) continue;
    if (pause.from > from) running.push({ from, to: pause.from });
    if (!pause.to) return running;
    from = pause.to;
  }
  return [...running, { from, to: null }];
}

/** The instant at which so much time has run; null when it does not come, or not while the person is waited for. */
function whenUsed(days: WorkingDays, running: readonly Pause[], minutes: number): Date | null {
  let leftMs = minutes * MINUTE_MS;
  for (const { from, to } of running) {
    if (!to) return afterWorkingMinutes(days, from, leftMs / MINUTE_MS);
    for (const stretch of stretches(days, from, to)) {
      if (leftMs <= lengthOf(stretch)) return new Date(stretch.from.getTime() + leftMs);
      leftMs -= lengthOf(stretch);
    }
  }
  return null;
}

/**
 * How a promise stands: working time only is counted, and none while the person who wrote is waited for. What is answered at the last
 * instant is in time. Where a clock jumps back behind the beginning nothing is used.
 */
export function ticketClock({ days, startedAt, targetMinutes, pauses, stoppedAt, now }: ClockInput): TicketClock {
  const until = stoppedAt ?? now;
  const running = runs(startedAt, pauses);
  const byDay = new Map<LocalDate, number>();
  for (const { from, to } of running) {
    const end = to && to < until ? to : until;
    if (from >= end) continue;
    for (const stretch of stretches(days, from, end))
      byDay.set(stretch.date, (byDay.get(stretch.date) ?? 0) + lengthOf(stretch));
  }
  const usedMs = [...byDay.values()].reduce((sum, ms) => sum + ms, 0);
  const usedMinutes = Math.floor(usedMs / MINUTE_MS);
  const dueAt = whenUsed(days, running, targetMinutes);
  const isLate = dueAt !== null && until > dueAt;
  const isPaused = running.every(({ to }) => to !== null);
  return {
    usedMinutes,
    leftMinutes: targetMinutes - usedMinutes,
    dueAt,
    warnAt: whenUsed(days, running, targetMinutes * WARN_AT),
    state: stateOf(stoppedAt !== null, isLate, isPaused),
    parts: [...byDay].map(([date, ms]) => ({ date, minutes: Math.floor(ms / MINUTE_MS) })),
  };
}

function stateOf(isStopped: boolean, isLate: boolean, isPaused: boolean): TicketClock['state'] {
  if (isStopped) return isLate ? 'missed' : 'met';
  if (isLate) return 'late';
  return isPaused ? 'paused' : 'running';
}
