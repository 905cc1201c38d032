import type { PersonalDataSource } from '#platform/personal-data';
import { deletePositionsOf, selectStarted } from './data/positions.queries.ts';

const EVERYTHING = 100_000;

/** Where a member stopped reading. It is the reader's own: with the person it goes. */
export const digitalPersonalData: PersonalDataSource = {
  key: 'digital',
  async exportOf(db, memberId) {
    const started = await selectStarted(db, memberId, EVERYTHING);
    return {
      positions: started.map(({ bibTitle, title, part, spot, progress, readAt }) => ({
        bibTitle,
        title,
        part,
        spot,
        progress,
        readAt,
      })),
    };
  },
  hindrances: () => Promise.resolve([]),
  erase: (trx, _ctx, memberId) => deletePositionsOf(trx, memberId),
};
