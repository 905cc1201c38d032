import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { cutMember, selectOwn } from './data/links.queries.ts';
import { visitLinkRetention } from './retention.ts';

/** The visits that are still linked to a member. With an erasure the link goes, the figures stay. */
export const visitsPersonalData: PersonalDataSource = {
  key: 'visits',
  exportOf: async (db, memberId) => selectOwn(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => cutMember(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [visitsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [visitLinkRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'gate_count visit_rule', because: 'figures and rules of a door' },
  {
    table: 'visit',
    cut: 'member_id',
    blanked: 'repeated_at',
    none: 'kind nonce via',
    kept: {
      'age_group sex occupation member_category kelurahan kecamatan purpose origin':
        'figures of a visit, which say nobody’s name',
      guest_name: 'of guests, who have no card; it goes after its days (visit_links)',
    },
    rest: 'none',
  },
];
