import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { countNamed, cutNamed, forgetMember, selectOfMember } from './data/reservations.queries.ts';

/** What a member has reserved. With the person coming reservations end, and no name stays at past ones. */
export const seatsPersonalData: PersonalDataSource = {
  key: 'seats',
  async exportOf(db, memberId) {
    const rows = await selectOfMember(db, memberId);
    return rows.map(({ seatName, libraryName, startsAt, endsAt, people, purpose, status }) => ({
      seatName,
      libraryName,
      startsAt,
      endsAt,
      people,
      purpose,
      status,
    }));
  },
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, ctx, memberId) => forgetMember(trx, memberId, ctx.clock.now()),
};

/** Who sat where is forgotten some time after; that a place was used stays. */
export const seatLinkRetention: RetentionClass = {
  key: 'seat_links',
  due: async ({ db }, before) => ({ count: await countNamed(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await cutNamed(db, before), waiting: 0 }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [seatsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [seatLinkRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'seat', because: 'places to sit' },
  {
    table: 'seat_reservation',
    cut: 'member_id',
    blanked: 'purpose',
    unnamed: 'placed_by',
    none: 'status',
    rest: 'none',
  },
];
