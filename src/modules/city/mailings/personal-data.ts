import { contactMembers } from '#modules/people/members';
import type { Db, Tx } from '#platform/database/db';
import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { selectSentTo } from './data/forgetting.queries.ts';
import { forgetAddress } from './forget-addresses.ts';

const addressOf = async (db: Db | Tx, memberId: number): Promise<string | null> =>
  (await contactMembers(db, [memberId])).get(memberId)?.email ?? null;

/** Letters to the address of a member, as long as addresses are kept. Where somebody reads them by another one, it goes with the subscription. */
const mailingsPersonalData: PersonalDataSource = {
  key: 'letters_sent',
  async exportOf(db, memberId) {
    const email = await addressOf(db, memberId);
    if (email === null) return [];
    return (await selectSentTo(db, email)).map((sent) => ({ ...sent, state: `letter_${sent.state}` }));
  },
  hindrances: async () => Promise.resolve([]),
  async erase(trx, ctx, memberId) {
    const email = await addressOf(trx, memberId);
    if (email !== null) await forgetAddress(trx, ctx, email);
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [mailingsPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'mailing_text mailing_pace', because: 'what everybody is told, and how fast' },
  { table: 'mailing', none: 'key state topic_ids', staff: 'cancelled_why', rest: 'none' },
  {
    table: 'mailing_delivery',
    staff: 'decided_by',
    kept: {
      'email unsubscribe_url preferences_url outcome_detail':
        'to whom a letter goes: with the subscription or the card it goes as well, at the latest thirty days after the mailing',
    },
    none: 'language state outcome message_mark',
    rest: 'none',
  },
];
