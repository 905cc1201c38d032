import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { forgetHeard } from '#modules/people/notifications';
import { countNamed, selectOfMember } from './data/personal.queries.ts';
import { contactsAlone, forgetSenders } from './forget-senders.ts';

/** What a member sent with their account. What was asked and answered stays, without the person. */
export const servicePersonalData: PersonalDataSource = {
  key: 'tickets',
  exportOf: async (db, memberId) => selectOfMember(db, memberId),
  hindrances: async () => Promise.resolve([]),
  async erase(trx, ctx, memberId) {
    const contacts = await contactsAlone(trx, memberId);
    await forgetHeard(trx, contacts);
    await forgetSenders(trx, ctx, { memberId, contacts });
  },
};

/** Who sent a ticket, and how they are reached, is forgotten some time after it was closed. */
export const ticketRetention: RetentionClass = {
  key: 'ticket_contacts',
  due: async ({ db }, before) => ({ count: await countNamed(db, before), sample: [] }),
  async clear(ctx, before, storage) {
    const { gone, files } = await ctx.db.transaction().execute(async (trx) => forgetSenders(trx, ctx, { before }));
    for (const key of files) await storage.remove(key);
    return { gone, waiting: 0 };
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [servicePersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [ticketRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'canned_answer service_target', because: 'answers for many, and what the library promises' },
  { impersonal: 'ticket_link ticket_tag ticket_viewer ticket_watcher', because: 'how staff keep their work in order' },
  {
    table: 'ticket',
    of: 'member_id',
    cut: 'member_id',
    blanked: 'contact contact_name rate_key',
    unnamed: 'title rating_words change_text',
    none: 'number kind via language about_kind contact_kind state rating element handed_to handed_number',
    kept: {
      code_hash: 'of a code that its sender alone has; it says nothing',
      'about_ref about_label': 'of a record, programme or library; of a loan they go',
    },
    rest: 'none',
  },
  { table: 'ticket_event', of: 'ticket_id', staff: 'staff_name detail', none: 'what state', rest: 'none' },
  {
    table: 'ticket_file',
    of: 'message_id',
    gone: 'file_key media_type',
    rest: 'gone',
  },
  {
    table: 'ticket_mail',
    of: 'ticket_id',
    cut: 'ticket_id',
    kept: { 'id_hash content_hash': 'of a mail, by a key of this installation; they say nothing' },
    rest: 'none',
  },
  { table: 'ticket_message', of: 'ticket_id', unnamed: 'text', staff: 'staff_name', none: 'author', rest: 'none' },
];
