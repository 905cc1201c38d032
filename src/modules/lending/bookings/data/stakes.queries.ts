import { sql } from 'kysely';

/** Bookings that are to be collected at a library. */
export const bookingsThere = sql`select library_id, 'readers' as what, null::timestamptz as until from booking where status = 'booked'`;

/** Copies of bookings that are to be collected. */
export const bookedCopies = sql`select i.item_id from booking_item i join booking b on b.id = i.booking_id where b.status = 'booked'`;

/** When copies are whose by a booking. */
export const bookedTimes = sql`select bi.item_id, b.member_id, b.starts_at, b.ends_at
  from booking_item bi join booking b on b.id = bi.booking_id where bi.active and bi.loan_id is null`;
