import type { Db, Tx } from '#platform/database/db';

/** When programmes were proposed between two instants, and when they were answered (the last time); null = not yet. */
export const selectAnsweringTimes = async (db: Db | Tx, { after, before }: { after: Date; before: Date }) =>
  db
    .selectFrom('programProposal')
    .select(['libraryId', 'createdAt', 'answeredAt'])
    .where('createdAt', '>=', after)
    .where('createdAt', '<', before)
    .execute();
