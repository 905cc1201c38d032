import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { countOldPosts, dropOldPosts } from '../data/page-posts.queries.ts';

/** What was left on pages of partners goes some time after: messages, names, words about obligations, documents that were not kept. */
export const pageRetention: RetentionClass = {
  key: 'partner_pages',
  due: async ({ db }, before) => ({ count: await countOldPosts(db, before), sample: [] }),
  async clear({ db }, before, storage) {
    const { gone, files } = await db.transaction().execute(async (trx) => dropOldPosts(trx, before));
    for (const key of files) await storage.remove(key);
    return { gone, waiting: 0 };
  },
};

const LEFT =
  'of people who stand for partners and need no card; staff forget them when they ask (mask-pages.ts), and it goes after its days (partner_pages)';

/** What the tables of pages know of people (decision 142). */
export const pageColumns: readonly ColumnWords[] = [
  { table: 'partner_claim', staff: 'answered_by', none: 'state', kept: { 'words answer': LEFT }, rest: 'none' },
  {
    table: 'partner_file',
    staff: 'answered_by',
    none: 'state',
    kept: {
      'name words answer': LEFT,
      'file_key file_type': 'a document that a partner left; one that is not kept goes, the others staff remove',
    },
    rest: 'none',
  },
  { table: 'partner_link', staff: 'created_by ended_by', none: 'code sections', rest: 'none' },
  { table: 'partner_message', staff: 'written_by', none: 'side', kept: { text: LEFT }, rest: 'none' },
  {
    table: 'partner_named',
    staff: 'answered_by',
    none: 'role state',
    kept: { 'name phone email answer': LEFT },
    rest: 'none',
  },
];
