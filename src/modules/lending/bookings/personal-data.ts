import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { blankBookingsOf, countCollected, selectBookingsOf } from './data/bookings.queries.ts';
import { bookingLinkRetention } from './retention.ts';

/**
 * What a member has booked. With the person a booking that was not collected ends (a trigger on the member's row does it, as for everybody who
 * leaves); past ones stay under the pseudonym, without the purpose and the name.
 */
const bookingsPersonalData: PersonalDataSource = {
  key: 'bookings',
  exportOf: async (db, memberId) => selectBookingsOf(db, memberId),
  hindrances: async (db, memberId) => ((await countCollected(db, memberId)) > 0 ? ['loans_open'] : []),
  erase: async (trx, _ctx, memberId) => blankBookingsOf(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [bookingsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [bookingLinkRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'booking_item booking_set booking_set_item', because: 'which copies, and when' },
  {
    table: 'booking',
    blanked: 'purpose',
    unnamed: 'placed_by ended_by',
    none: 'status',
    kept: { member_id: 'statistics count on the pseudonym; cut after its days (booking_links)' },
    rest: 'none',
  },
];
