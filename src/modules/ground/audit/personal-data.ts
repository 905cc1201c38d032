import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
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

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'audit_event',
    of: 'subject_id',
    unnamed: 'actor_name before after',
    none: 'actor_kind action entity entity_id request_id via',
    kept: {
      'actor_id subject_id':
        'what was done and when is the processing history of art. 31 UU 27/2022; the numbers are those of the pseudonym',
    },
    rest: 'none',
  },
  { impersonal: 'audit_look', because: 'until when somebody of the staff has read at work' },
  {
    table: 'form_act',
    none: 'key request_id',
    kept: { answer: 'sealed with a key that only who sent the form has; it goes after a day' },
    rest: 'none',
  },
];
