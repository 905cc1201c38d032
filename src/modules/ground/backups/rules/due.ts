import { addDays, instantAt, localDate } from '#shared/dates';

/** After so many hours without a backup somebody should look: a night, and a little more than a day. */
export const LATE_HOURS = 26;
const HOUR_MS = 3_600_000;
/** A backup that failed (the disk is not there) is tried again after so long. */
export const AGAIN_MS = HOUR_MS;

/** When backups are made: at an hour of the wall clock of a zone. */
export interface Hour {
  hour: number;
  zone: string;
}

const at = (day: string, { hour, zone }: Hour): Date => instantAt(day, hour * 60, zone);

/** The latest instant, up to now, at which one was due. */
export function lastDue(now: Date, hour: Hour): Date {
  const today = localDate(now, hour.zone);
  const due = at(today, hour);
  return due <= now ? due : at(addDays(today, -1), hour);
}

/** The next instant at which one is due. */
export function nextDue(now: Date, hour: Hour): Date {
  const today = localDate(now, hour.zone);
  const due = at(today, hour);
  return due > now ? due : at(addDays(today, 1), hour);
}

/** What has been tried lately. */
export interface Tried {
  state: 'waiting' | 'running' | 'done' | 'failed';
  askedAt: Date;
  endedAt: Date | null;
}

/**
 * Whether one is to be made now: its hour has come since the schedule was switched on (a machine that is off at night makes up for it in the
 * morning), none has been made since, and the last failure is a while ago.
 * @param since when it was switched on; an instant of the future was written while the clock was wrong, and says nothing
 * @param last the one that was asked for last; undefined = none ever. One from the future was asked for while the clock was wrong, and says nothing
 */
export function isDue(now: Date, hour: Hour, { since, last }: { since: Date; last: Tried | undefined }): boolean {
  const due = lastDue(now, hour);
  if (since <= now && due < since) return false;
  if (!last) return true;
  if (last.state === 'waiting' || last.state === 'running') return false;
  const triedAt = last.endedAt ?? last.askedAt;
  if (last.askedAt > now || triedAt > now) return true;
  return last.state === 'done' ? last.askedAt < due : now.getTime() - triedAt.getTime() >= AGAIN_MS;
}

/**
 * Whether none has succeeded for too long: since the last one, or since the schedule began where that is later. What a wrong clock has dated into
 * the future says nothing.
 */
export const isLate = (now: Date, { since, last }: { since: Date; last: Date | null }): boolean =>
  [since, last].every((one) => one === null || one > now || now.getTime() - one.getTime() > LATE_HOURS * HOUR_MS);
