import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
import { selectEventsAbout } from './data/events.queries.ts';
import { addressRetention, auditRetention } from './retention.ts';

/** What was done with a member's record, and by the member: the processing history that art. 32 of UU 27/2022 speaks of. */
const auditPersonalData: PersonalDataSource = {
  key: 'history',
  exportOf: async (db, memberId) => selectEventsAbout(db, memberId),
  hindrances: async () => Promise.resolve([]),
  // the trace is redacted by whoever erases the member
  erase: async () => Promise.resolve(),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [auditPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [addressRetention, auditRetention];
