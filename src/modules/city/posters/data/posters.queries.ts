import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Poster as PosterTable } from '#platform/database/db-types';
import type { PosterLine } from '../client.ts';
import type { PosterFormat } from '../rules/formats.ts';
import type { PosterSubjectKind } from '../rules/terms.ts';
import type { PosterTemplate } from '../rules/templates.ts';

/** A poster as it is kept. */
export interface PosterRow {
  id: number;
  libraryId: number;
  subject: PosterSubjectKind;
  programId: number | null;
  collectionId: number | null;
  courseId: number | null;
  address: string | null;
  template: PosterTemplate;
  format: PosterFormat;
  over: string;
  title: string;
  timeLine: string;
  firstLine: string;
  secondLine: string;
  callLine: string;
  alt: string;
  campaign: string;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  archivedAt: Date | null;
  version: number;
}

const posters = (db: Db | Tx) =>
  db
    .selectFrom('poster')
    .select([
      ...([
        'id',
        'libraryId',
        'programId',
        'collectionId',
        'courseId',
        'address',
        'over',
        'title',
        'timeLine',
        'firstLine',
        'secondLine',
      ] as const),
      ...(['callLine', 'alt', 'campaign', 'createdAt', 'createdBy', 'changedAt', 'archivedAt', 'version'] as const),
      sql<PosterRow['subject']>`subject`.as('subject'),
      sql<PosterTemplate>`template`.as('template'),
      sql<PosterFormat>`format`.as('format'),
    ]);

export const findPoster = async (db: Db | Tx, id: number): Promise<PosterRow | undefined> =>
  posters(db).where('id', '=', id).executeTakeFirst();

/** Holds a poster until the transaction ends. */
export const lockPoster = async (trx: Tx, id: number): Promise<PosterRow | undefined> =>
  posters(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertPoster = async (trx: Tx, row: Insertable<PosterTable>): Promise<number> =>
  (await trx.insertInto('poster').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updatePoster = async (trx: Tx, id: number, changes: Updateable<PosterTable>) =>
  trx
    .updateTable('poster')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** A poster of a campaign, with the codes of all places where it hangs or hung. */
export interface CampaignPoster {
  id: number;
  libraryId: number;
  title: string;
  /** What it is about, where that is a programme. */
  programId: number | null;
  archived: boolean;
  codes: string[];
}

/** Posters that bear the word of a campaign, the newest first. @param of `libraryIds` null = everywhere */
export async function selectOfCampaign(
  db: Db | Tx,
  campaign: string,
  { libraryIds, limit }: { libraryIds: readonly number[] | null; limit: number },
): Promise<CampaignPoster[]> {
  let query = db
    .selectFrom('poster')
    .select(['id', 'libraryId', 'title', 'programId', sql<boolean>`archived_at is not null`.as('archived')])
    .select(sql<string[]>`array(select p.link_code from poster_place p where p.poster_id = poster.id)`.as('codes'))
    .where('campaign', '=', campaign)
    .where('campaign', '<>', '')
    .orderBy('id', 'desc')
    .limit(limit);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
}

/** Those of a list of codes that are of a poster. */
export async function selectCodesOnPosters(db: Db | Tx, codes: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('posterPlace')
    .select('linkCode')
    .where(sql<boolean>`link_code = any(${[...codes]}::text[])`)
    .execute();
  return rows.map(({ linkCode }) => linkCode);
}

export interface PosterFilter {
  /** null = everywhere. */
  libraryIds: readonly number[] | null;
  archived: boolean;
  beforeId: number | null;
  limit: number;
}

/** From the newest to the oldest; one row more than `limit`. Which codes are in use, and how often they were opened, is asked of the links. */
export async function selectPosters(
  db: Db,
  { libraryIds, archived, beforeId, limit }: PosterFilter,
): Promise<(Omit<PosterLine, 'hits' | 'places'> & { codes: string[] })[]> {
  let query = db
    .selectFrom('poster')
    .select([
      ...(['id', 'libraryId', 'title', 'changedAt'] as const),
      sql<PosterRow['subject']>`subject`.as('subject'),
      sql<PosterTemplate>`template`.as('template'),
      sql<PosterFormat>`format`.as('format'),
      sql<boolean>`archived_at is not null`.as('archived'),
      sql<string[]>`array(select p.link_code from poster_place p where p.poster_id = poster.id)`.as('codes'),
    ])
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  if (beforeId !== null) query = query.where('id', '<', beforeId);
  return query.execute();
}
