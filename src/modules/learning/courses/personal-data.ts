import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { countUnseen, deleteOfMember, deleteUnseen, selectOfMember } from './data/learners.queries.ts';

/** What a member answered in courses; all of it goes with an erasure. What went wrong by which way is counted of nobody and stays. */
export const coursesPersonalData: PersonalDataSource = {
  key: 'courses',
  exportOf: async (db, memberId) => selectOfMember(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => deleteOfMember(trx, memberId),
};

/** What stands beside the key of a browser goes when that did not come again. */
export const learnerKeyRetention: RetentionClass = {
  key: 'learner_keys',
  due: async ({ db }, before) => ({ count: await countUnseen(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deleteUnseen(db, before), waiting: 0 }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [coursesPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [learnerKeyRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'course',
    staff: 'created_by submitted_by',
    none: 'slug title title_en summary summary_en audience phase state',
    kept: {
      authors:
        'who made a course stands there because they wanted their name there; staff take it out when they are asked',
    },
    rest: 'none',
  },
  {
    impersonal: 'course_slug lesson_competence task_miss task_stock',
    because: 'addresses of pages, what is taught, and counts of nobody',
  },
  { table: 'lesson', none: 'module module_en slug title title_en guide', rest: 'none' },
  { table: 'lesson_task', staff: 'changed_by', none: 'body', rest: 'none' },
  {
    table: 'course_version',
    staff: 'published_by',
    kept: { head: 'what was said of a course as it was published, with who made it' },
    rest: 'none',
  },
  {
    impersonal: 'course_author course_news',
    because: 'who of staff writes which course, and what they are still to be told of it',
  },
  { table: 'course_invitation', staff: 'name email invited_by', none: 'token_hash', rest: 'none' },
  { table: 'course_review', staff: 'by_id by_name words', none: 'side verdict', rest: 'none' },
  { table: 'lesson_version', none: 'slug head guide tasks', rest: 'none' },
  { table: 'course_learner', of: 'member_id', gone: 'key_hash of_class', rest: 'gone' },
  { table: 'lesson_progress', of: 'learner_id', rest: 'gone' },
  { table: 'task_answer', of: 'learner_id', gone: 'answer outcome', rest: 'gone' },
  { table: 'sent_answer', of: 'learner_id', gone: 'key_hash', rest: 'gone' },
  { table: 'task_post', of: 'learner_id', gone: 'state', staff: 'settled_by', rest: 'gone' },
  {
    table: 'task_work',
    of: 'learner_id',
    gone: 'state file_key file_name media_type marks words',
    staff: 'marked_by',
    rest: 'gone',
  },
];
