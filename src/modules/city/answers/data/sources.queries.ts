import type { Db, Tx } from '#platform/database/db';

/** A source as it is kept: a record, or a page of the web. */
export interface SourceRow {
  bibId: number | null;
  title: string;
  url: string | null;
  seenOn: string | null;
}

export const selectSources = async (db: Db | Tx, entryId: number): Promise<SourceRow[]> =>
  db
    .selectFrom('helpSource')
    .select(['bibId', 'title', 'url', 'seenOn'])
    .where('entryId', '=', entryId)
    .orderBy('place')
    .execute();

/** Writes the sources of an entry in place of those that it had. */
export async function replaceSources(trx: Tx, entryId: number, sources: readonly SourceRow[]): Promise<void> {
  await trx.deleteFrom('helpSource').where('entryId', '=', entryId).execute();
  if (sources.length === 0) return;
  await trx
    .insertInto('helpSource')
    .values(sources.map((source, i) => ({ ...source, entryId, place: i + 1 })))
    .execute();
}
