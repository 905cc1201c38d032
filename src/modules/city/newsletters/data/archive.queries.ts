import { sql } from 'kysely';
import type { KeptBlock } from '#modules/ground/content/client';
import type { Db, Tx } from '#platform/database/db';

/** What a version keeps of a letter's head. */
export interface KeptHead {
  subject: string;
  subjectEn: string;
  preheader: string;
  preheaderEn: string;
}

/** A letter of the archive, as it was approved. */
export interface ArchiveRow {
  id: number;
  slug: string;
  head: KeptHead;
  at: Date;
  library: { id: number; code: string; name: string; timeZone: string } | null;
}

const archived = (db: Db | Tx) =>
  db
    .selectFrom('newsletter')
    .innerJoin('writingVersion', 'writingVersion.id', 'newsletter.versionId')
    .leftJoin('library', 'library.id', 'newsletter.libraryId')
    .select([
      'newsletter.id',
      'newsletter.slug',
      sql<KeptHead>`writing_version.head`.as('head'),
      sql<Date>`newsletter.begun_at`.as('at'),
      sql<ArchiveRow['library']>`case when library.id is not null
        then jsonb_build_object('id', library.id, 'code', library.code, 'name', library.name, 'timeZone', library.time_zone) end`.as(
        'library',
      ),
    ])
    .where('newsletter.inArchive', '=', true)
    .where('newsletter.begunAt', 'is not', null);

/** Letters that everybody may read, the newest first. @param between from this instant until before that */
export const selectArchive = async (
  db: Db | Tx,
  { between, limit, offset }: { between: { from: Date; until: Date } | null; limit: number; offset: number },
): Promise<ArchiveRow[]> => {
  let query = archived(db);
  if (between)
    query = query.where('newsletter.begunAt', '>=', between.from).where('newsletter.begunAt', '<', between.until);
  return query
    .orderBy('newsletter.begunAt', 'desc')
    .orderBy('newsletter.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
};

/** The years in which letters went out, by the clock of a zone, the latest first. */
export const selectYears = async (db: Db | Tx, zone: string): Promise<number[]> => {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from begun_at at time zone ${zone})::int as year from newsletter
    where in_archive and begun_at is not null order by year desc limit 60`.execute(db);
  return rows.map(({ year }) => year);
};

/** A letter of the archive whole. */
export const findArchived = async (
  db: Db | Tx,
  slug: string,
): Promise<(ArchiveRow & { blocks: KeptBlock[] }) | undefined> =>
  archived(db)
    .select(sql<KeptBlock[]>`writing_version.blocks`.as('blocks'))
    .where('newsletter.slug', '=', slug)
    .executeTakeFirst();
