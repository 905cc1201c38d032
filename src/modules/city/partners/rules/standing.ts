import { daysBetween, type LocalDate } from '#shared/dates';
import type { AgreementState } from './terms.ts';

/** How an agreement stands on a day. */
export const STANDINGS = ['draft', 'sent', 'coming', 'active', 'expiring', 'expired', 'ended'] as const;
export type Standing = (typeof STANDINGS)[number];

/** So many days before its end somebody is to look at an agreement. */
export const ALARM_DAYS = [90, 60, 30] as const;
export type AlarmDays = (typeof ALARM_DAYS)[number];

interface Dated {
  state: AgreementState;
  fromOn: LocalDate;
  untilOn: LocalDate;
}

/** The last day belongs to it. */
export function standingOf({ state, fromOn, untilOn }: Dated, today: LocalDate): Standing {
  if (state !== 'signed') return state;
  if (today < fromOn) return 'coming';
  if (today > untilOn) return 'expired';
  return daysBetween(today, untilOn) <= ALARM_DAYS[0] ? 'expiring' : 'active';
}

/** The alarm that rings on a day: the last of those that have come; null = none has, or it was never signed, or is over. */
export function alarmOf(agreement: Dated, today: LocalDate): AlarmDays | null {
  if (standingOf(agreement, today) !== 'expiring') return null;
  const left = daysBetween(today, agreement.untilOn);
  return ALARM_DAYS.findLast((days) => left <= days) ?? null;
}

/** Whether an alarm still waits for somebody: a later one rings again. */
export const isRinging = (alarm: AlarmDays | null, seen: number | null, isFollowed: boolean): boolean =>
  alarm !== null && !isFollowed && (seen === null || alarm < seen);

/** Which alarm is seen to once somebody has seen to this one; by a clock that was set back nothing is seen to less. */
export const seenAlarm = (alarm: AlarmDays | null, seen: number | null): number | null =>
  alarm === null || seen === null ? (alarm ?? seen) : Math.min(alarm, seen);
