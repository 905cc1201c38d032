import type { GuestCall } from '#modules/people/notifications';
import type { Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { outcomeName } from '../delivery-words.server.ts';

/** Somebody whom staff tell something, as it stands on the list. */
export function callLine(
  { id, name, phone, email, text, href, outcome, since }: GuestCall,
  zone: string,
  locale: Locale,
) {
  return {
    ...{ id, name, phone, email, text, href },
    why: outcome === null ? '' : outcomeName(outcome, locale),
    since: formatInstant(since, zone, locale, 'medium'),
  };
}
