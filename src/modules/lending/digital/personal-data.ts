import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { forgetLoansOf, selectNamedLoans } from './data/loans.queries.ts';
import { deletePositionsOf, selectStarted } from './data/positions.queries.ts';
import { deleteRequestsOf, selectRequestsOf } from './data/requests.queries.ts';
import { positionRetention, digitalLinkRetention } from './retention.ts';

const EVERYTHING = 100_000;

/**
 * Where a member stopped reading, what they have borrowed and wait for. Places and requests are the reader's own and go with the
 * person; loans end, and nobody's name stays at them.
 */
export const digitalPersonalData: PersonalDataSource = {
  key: 'digital',
  async exportOf(db, memberId) {
    const [started, loans, requests] = await Promise.all([
      selectStarted(db, memberId, EVERYTHING),
      selectNamedLoans(db, memberId),
      selectRequestsOf(db, memberId, new Date(0)),
    ]);
    return {
      positions: started.map(({ bibTitle, title, part, spot, progress, readAt }) => ({
        bibTitle,
        title,
        part,
        spot,
        progress,
        readAt,
      })),
      loans: loans.map(({ bibTitle, title, borrowedAt, dueAt, endedAt }) => ({
        bibTitle,
        title,
        borrowedAt,
        dueAt,
        endedAt,
      })),
      requests: requests.map(({ bibTitle, title, askedAt, position, offerEndsAt }) => ({
        bibTitle,
        title,
        askedAt,
        position,
        offerEndsAt,
      })),
    };
  },
  hindrances: async () => Promise.resolve([]),
  async erase(trx, ctx, memberId) {
    await deletePositionsOf(trx, memberId);
    await deleteRequestsOf(trx, memberId);
    await forgetLoansOf(trx, memberId, ctx.clock.now());
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [digitalPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [positionRetention, digitalLinkRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'digital_license', because: 'what may be lent' },
  { table: 'digital_loan', cut: 'member_id', none: 'end_reason', rest: 'none' },
  { table: 'digital_request', gone: 'status', rest: 'gone' },
  { table: 'reading_position', rest: 'gone' },
];
