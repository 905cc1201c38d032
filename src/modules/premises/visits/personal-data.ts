import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
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
