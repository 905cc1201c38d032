import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { countOldMails, deleteOldMails } from './data/mails.queries.ts';
import { countLeft, countUnanswered, dropUnanswered, forgetReach } from './data/people.queries.ts';
import { pageColumns, pageRetention } from './pages/keep-posts.ts';

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Who offered help by the form and was answered by nobody goes some time after, with how they are reached. */
export const prospectRetention: RetentionClass = {
  key: 'partner_prospects',
  due: async ({ db }, before) => ({ count: await countUnanswered(db, before), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => dropUnanswered(trx, before)),
    waiting: 0,
  }),
};

/** How somebody is reached goes some time after they left the last partner; who they were there stays. */
export const contactRetention: RetentionClass = {
  key: 'partner_contacts',
  due: async ({ db }, before) => ({ count: await countLeft(db, dayOf(before)), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => forgetReach(trx, dayOf(before))),
    waiting: 0,
  }),
};

/** Mails with partners go some time after they were filed, with their files. */
export const mailRetention: RetentionClass = {
  key: 'partner_mails',
  due: async ({ db }, before) => ({ count: await countOldMails(db, before), sample: [] }),
  clear: async ({ db }, before, storage) => {
    const { gone, fileKeys } = await db.transaction().execute(async (trx) => deleteOldMails(trx, before));
    for (const key of fileKeys) await storage.remove(key);
    return { gone, waiting: 0 };
  },
};

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [prospectRetention, contactRetention, pageRetention, mailRetention];

const ERASED = 'of people who stand for partners and need no card; staff forget them when they ask (erase-person.ts)';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'agreement',
    staff: 'created_by our_signer our_office',
    none: 'kind number state',
    kept: {
      'title title_en scope scope_en end_reason': ERASED,
      'file_key file_type': 'a document that was signed by both sides, kept as a whole',
    },
    rest: 'none',
  },
  { table: 'agreement_duty', staff: 'done_by', none: 'side', kept: { text: ERASED }, rest: 'none' },
  { table: 'library_need', staff: 'created_by', none: 'text text_en', rest: 'none' },
  {
    table: 'contribution',
    staff: 'created_by received_by',
    none: 'kind unit valued_by state',
    kept: { 'what what_en value_basis void_reason evidence': ERASED },
    rest: 'none',
  },
  {
    table: 'partner',
    staff: 'created_by',
    none: 'kind state form_token',
    kept: {
      'name address kelurahan phone email site about about_en story story_en offer name_key phone_key email_key site_key':
        'of organisations, and of people who stand for themselves: staff forget those when they ask (erase-person.ts); prospects go after their days (partner_prospects)',
    },
    rest: 'none',
  },
  {
    table: 'partner_commitment',
    staff: 'created_by',
    none: 'side state',
    kept: { 'text outcome': ERASED },
    rest: 'none',
  },
  { table: 'partner_commitment_step', staff: 'said_by', none: 'state', kept: { words: ERASED }, rest: 'none' },
  { table: 'partner_distinct', staff: 'said_by', rest: 'none' },
  {
    table: 'partner_meeting',
    staff: 'created_by',
    none: 'state',
    kept: { 'title place link agenda minutes call_off_reason': ERASED },
    rest: 'none',
  },
  { table: 'partner_meeting_guest', rest: 'none' },
  {
    table: 'partner_mail',
    staff: 'account_id filed_by',
    none: 'via hash',
    kept: { 'from_name from_address to_line subject body': `${ERASED}; mails go after their days (partner_mails)` },
    rest: 'none',
  },
  { table: 'partner_mail_address', staff: 'account_id', rest: 'none' },
  {
    table: 'partner_mail_file',
    none: 'media_type',
    kept: { file_key: 'came with a mail with a partner, and goes with it' },
    rest: 'none',
  },
  { table: 'partner_note', staff: 'written_by', none: 'kind', kept: { 'text next_step': ERASED }, rest: 'none' },
  {
    table: 'partner_person',
    kept: { 'name phone email consent_how': `${ERASED}; how they are reached goes after they left (partner_contacts)` },
    rest: 'none',
  },
  { table: 'partner_relation', none: 'kind', rest: 'none' },
  { table: 'partner_role', none: 'role', rest: 'none' },
  { table: 'partner_standing', staff: 'said_by', kept: { reason: ERASED }, rest: 'none' },
  { table: 'partner_tie', staff: 'created_by', none: 'part', rest: 'none' },
  {
    table: 'partner_wish',
    staff: 'answered_by created_by',
    none: 'side kind',
    kept: { 'text answer': ERASED },
    rest: 'none',
  },
  ...pageColumns,
];
