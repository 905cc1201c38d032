import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/**
 * Minutes for which places were reserved by somebody who came. By kind of place, not by what for: that is in the reader's own words, and goes
 * with the person.
 */
export const minutesUsed = ({ after, before }: FactSpan) => sql`
  select seat.library_id, reservation.starts_at as at, null::date as on_day,
    (extract(epoch from reservation.ends_at - reservation.starts_at) / 60)::int as n, seat.kind as place
  from seat_reservation reservation join seat on seat.id = reservation.seat_id
  where reservation.status = 'present' and reservation.starts_at >= ${after} and reservation.starts_at < ${before}`;
