import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { countPastRemarks, deletePastRemarks } from './data/remarks.queries.ts';

/** What people wrote of the promises goes some time after, with its answer. */
export const remarkRetention: RetentionClass = {
  key: 'promise_remarks',
  due: async ({ db }, before) => ({ count: await countPastRemarks(db, before), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => deletePastRemarks(trx, before)),
    waiting: 0,
  }),
};

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [remarkRetention];

const SIGNED = 'signed_by signed_office signed_place created_by';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'service_standard promise_figure', because: 'services, and how often something was done in time' },
  { table: 'service_pledge', staff: SIGNED, none: 'text text_en state', rest: 'none' },
  {
    table: 'standard_edition',
    staff: SIGNED,
    none: 'name name_en promise promise_en measure parts state',
    rest: 'none',
  },
  {
    table: 'promise_remark',
    staff: 'answered_by',
    none: 'token state',
    kept: {
      'text answer': 'nobody knows whose it is: the form asks for no name; it goes after its days (promise_remarks)',
    },
    rest: 'none',
  },
  { table: 'promise_review', staff: 'held_by', none: 'summary', rest: 'none' },
];
