import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { findKeyOf } from './data/lockers.queries.ts';
import { clearMember, clearNames, countNamedUses, selectOwnUses } from './data/personal-data.queries.ts';

/** The lockers that are still linked to a member. A key that is out comes back before an erasure. */
export const lockersPersonalData: PersonalDataSource = {
  key: 'lockers',
  exportOf: async (db, memberId) => selectOwnUses(db, memberId),
  hindrances: async (db, memberId) => ((await findKeyOf(db, memberId)) ? ['locker_key_out'] : []),
  erase: async (trx, _ctx, memberId) => clearMember(trx, memberId),
};

/** Who had a key is kept while something may still be asked for, and then goes. */
export const lockerRetention: RetentionClass = {
  key: 'locker_uses',
  due: async ({ db }, before) => ({ count: await countNamedUses(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await clearNames(db, before), waiting: 0 }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [lockersPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [lockerRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'locker', because: 'doors and keys' },
  {
    table: 'locker_use',
    cut: 'member_id',
    staff: 'started_by ended_by',
    kept: { guest_name: 'of guests, who have no card; it goes after its days (locker_uses)' },
    rest: 'none',
  },
];
