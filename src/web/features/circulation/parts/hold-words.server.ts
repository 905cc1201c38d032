import type { Hold } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import { formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

type Mark = 'on' | 'out' | 'wait' | 'late';

/** How a hold stands, in words and shape. */
export function holdState(hold: Hold, ctx: Ctx): { mark: Mark; text: string } {
  const today = localDate(ctx.clock.now(), hold.pickupLibrary.timeZone);
  const inWords = (date: string): string => formatRelativeDate(date, today, ctx.locale);
  if (hold.status === 'waiting' && hold.keepUntil !== null) {
    return {
      mark: hold.keepUntil <= today ? 'late' : 'on',
      text: m.hold_waiting_until({ date: inWords(hold.keepUntil) }),
    };
  }
  if (hold.status === 'in_transit') return { mark: 'out', text: m.hold_in_transit() };
  const paused = hold.suspended && (hold.suspendedUntil === null || hold.suspendedUntil > today);
  if (paused && hold.suspendedUntil !== null) {
    return { mark: 'wait', text: m.hold_paused_until({ date: inWords(hold.suspendedUntil) }) };
  }
  if (paused) return { mark: 'wait', text: m.hold_paused() };
  return {
    mark: 'wait',
    text: hold.position === null ? m.hold_queued() : m.hold_position_of({ position: hold.position }),
  };
}

/** `Dimas Aji Pratama` → `Dimas A.`: what may be read on a shelf that anybody passes. */
export function shortName(fullName: string): string {
  const [first = '', second] = fullName.trim().split(/\s+/);
  return second ? `${first} ${second.charAt(0)}.` : first;
}
/** The end of a member number, by which a slip is found. */
export const lastDigits = (number: string): string => number.slice(-4);

/** A line of a member's own holds. */
export interface OwnHold {
  id: number;
  bibId: number;
  title: string;
  author: string | null;
  mark: Mark;
  state: string;
  place: string;
  /** It lies at the place of pick-up. */
  ready: boolean;
  /** null = it cannot be paused any more; true = it is paused. */
  paused: boolean | null;
}
/** @param stop where the mobile library brings it, in words */
export function ownHold(hold: Hold, ctx: Ctx, stop: string | null): OwnHold {
  const { mark, text } = holdState(hold, ctx);
  return {
    id: hold.id,
    bibId: hold.bibId,
    title: hold.title,
    author: hold.mainAuthor,
    mark,
    state: text,
    place: [hold.pickupLibrary.name, stop].filter(Boolean).join(', '),
    ready: hold.status === 'waiting',
    paused: hold.status === 'queued' ? hold.suspended : null,
  };
}
