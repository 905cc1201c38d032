import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
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
