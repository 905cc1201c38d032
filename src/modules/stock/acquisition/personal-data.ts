import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { forgetSuggester, selectSuggestionsOf } from './data/suggestions.queries.ts';
import { donorRetention } from './retention.ts';

/** What a reader asked the library to buy. The wish stays for the others who have it; the person goes from it. */
export const acquisitionPersonalData: PersonalDataSource = {
  key: 'suggestions',
  async exportOf(db, memberId) {
    const rows = await selectSuggestionsOf(db, memberId);
    return rows.map(({ title, author, isbn, note, own, status, reason }) => ({
      title,
      author,
      isbn,
      note,
      own,
      status,
      reason,
    }));
  },
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => forgetSuggester(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [acquisitionPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [donorRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'budget donation_book donation_item purchase_order_line purchase_receipt_item',
    because: 'books and money of the library',
  },
  {
    table: 'donation',
    staff: 'created_by',
    none: 'number note',
    kept: {
      'donor_name donor_address donor_contact':
        'of donors, who are thanked and need no card; it goes after its days (donor_contacts)',
    },
    rest: 'none',
  },
  {
    table: 'purchase_order',
    staff: 'created_by',
    none: 'number supplier supplier_address note status end_reason',
    rest: 'none',
  },
  { table: 'purchase_receipt', staff: 'received_by', none: 'request_key invoice', rest: 'none' },
  {
    table: 'suggestion',
    cut: 'member_id',
    blanked: 'note',
    staff: 'decided_by',
    none: 'title author publisher isbn title_key author_key status reason',
    rest: 'none',
  },
  { table: 'suggestion_vote', rest: 'gone' },
];
