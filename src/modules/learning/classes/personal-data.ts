import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { forgetKeys } from '#modules/learning/courses';
import { countOver, deleteOver } from './data/pupils.queries.ts';

/** Pupils go with all that they answered so long after their class has ended. */
export const classPupilRetention: RetentionClass = {
  key: 'class_pupils',
  due: async ({ db }, before) => ({ count: await countOver(db, before), sample: [] }),
  clear: async ({ db }, before) =>
    db.transaction().execute(async (trx) => {
      const keys = await deleteOver(trx, before);
      await forgetKeys(trx, keys);
      return { gone: keys.length, waiting: 0 };
    }),
};

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [classPupilRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { table: 'learning_class', staff: 'created_by', none: 'name school_year code state way box_told', rest: 'none' },
  { table: 'class_teacher', staff: 'account_id', rest: 'none' },
  {
    table: 'class_pupil',
    staff: 'consent_by',
    kept: {
      name: 'pupils of a school are no members: their teachers take them out when parents ask, else they go after their days',
      learner_key: 'as the name: it goes with the pupil',
      mark: 'as the name: it goes with the pupil',
      pin_hash: 'as the name: it goes with the pupil',
    },
    rest: 'none',
  },
  {
    table: 'class_meeting',
    staff: 'librarian_id',
    none: 'place note cancel_reason',
    rest: 'none',
  },
  {
    table: 'class_message',
    staff: 'by_id by_name',
    kept: {
      words: 'what teachers say to pupils, who are no members: it goes with the pupil, or with all of the class',
    },
    rest: 'none',
  },
  { table: 'class_message_seen', rest: 'none' },
  { table: 'class_attendance', none: 'state', rest: 'none' },
  { table: 'class_certificate', staff: 'issued_by', none: 'code course_title', rest: 'none' },
];
