import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CuratedCollection } from '#platform/database/db-types';
import type { EditedCollection } from '../client.ts';
import type { CollectionKind, CollectionRule, CollectionState } from '../rules/terms.ts';

/** A collection as it stands, with its present address. */
export interface CollectionRow extends EditedCollection {
  /** That of a library that is closed rests, and is there again when it is opened again. */
  rests: boolean;
}

const collections = (db: Db | Tx) =>
  db
    .selectFrom('curatedCollection as c')
    .innerJoin('curatedSlug as s', (join) => join.onRef('s.collectionId', '=', 'c.id').on('s.current', '=', true))
    .leftJoin('library as l', 'l.id', 'c.libraryId')
    .select([
      'c.id',
      's.slug',
      'c.libraryId',
      'c.title',
      'c.titleEn',
      'c.summary',
      'c.summaryEn',
      'c.madeBy',
      'c.quote',
      'c.quoteEn',
      'c.quoteBy',
      'c.publishedAt',
      'c.createdBy',
      'c.changedAt',
      'c.version',
      sql<CollectionKind>`c.kind`.as('kind'),
      sql<CollectionState>`c.state`.as('state'),
      sql<CollectionRule | null>`c.rule`.as('rule'),
      sql<boolean>`coalesce(not l.active, false)`.as('rests'),
    ]);

const isShown = sql<boolean>`(c.state = 'published' and coalesce(l.active, true))`;

export const findCollection = async (db: Db | Tx, id: number): Promise<CollectionRow | undefined> =>
  collections(db).where('c.id', '=', id).executeTakeFirst();

/** Where the page before ended. */
interface Edge {
  changedAt: Date;
  id: number;
}

/** Those that everybody sees, changed last first. @param libraryId of this library alone; null = all */
export async function selectShown(
  db: Db | Tx,
  { libraryId, after, limit }: { libraryId: number | null; after: Edge | null; limit: number },
): Promise<CollectionRow[]> {
  let query = collections(db).where(isShown).orderBy('c.changedAt', 'desc').orderBy('c.id', 'desc');
  if (libraryId !== null) query = query.where('c.libraryId', '=', libraryId);
  if (after) query = query.where(sql<boolean>`(c.changed_at, c.id) < (${after.changedAt}, ${after.id})`);
  return query.limit(limit + 1).execute();
}

/** Those of them with these ids, or whose title has what was typed. */
export const selectShownById = async (db: Db | Tx, ids: readonly number[]): Promise<CollectionRow[]> =>
  ids.length === 0
    ? []
    : collections(db)
        .where(isShown)
        .where('c.id', 'in', [...ids])
        .execute();
export const selectShownByTitle = async (
  db: Db | Tx,
  { typed, libraryIds, limit }: { typed: string; libraryIds: readonly number[] | null; limit: number },
): Promise<CollectionRow[]> =>
  collections(db)
    .where(isShown)
    .where(
      libraryIds === null
        ? sql<boolean>`true`
        : sql<boolean>`(c.library_id is null or c.library_id = any(${[...libraryIds]}::bigint[]))`,
    )
    .where(
      sql<boolean>`(strpos(lower(c.title), lower(${typed})) > 0 or strpos(lower(c.title_en), lower(${typed})) > 0)`,
    )
    .orderBy('c.changedAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();

/** How many everybody sees, in all and of each library that has some of its own. */
export async function countShown(db: Db | Tx): Promise<{ libraryId: number | null; count: number }[]> {
  return db
    .selectFrom('curatedCollection as c')
    .leftJoin('library as l', 'l.id', 'c.libraryId')
    .select((eb) => ['c.libraryId', eb.fn.countAll<number>().as('count')])
    .where(isShown)
    .groupBy('c.libraryId')
    .execute();
}

/** Addresses of all that everybody sees, with when they were last changed. */
export const selectAddresses = async (db: Db | Tx, limit: number): Promise<{ slug: string; changedAt: Date }[]> =>
  (await collections(db).where(isShown).orderBy('c.id').limit(limit).execute()).map(({ slug, changedAt }) => ({
    slug,
    changedAt,
  }));

/** Of a state, changed last first, with how many records were chosen. @param libraryIds of these libraries alone; null = all, and the network's */
export async function selectOfState(
  db: Db | Tx,
  {
    state,
    libraryIds,
    after,
    limit,
  }: { state: CollectionState; libraryIds: readonly number[] | null; after: Edge | null; limit: number },
): Promise<(CollectionRow & { chosen: number })[]> {
  let query = collections(db)
    .select(sql<number>`(select count(*)::integer from curated_record r where r.collection_id = c.id)`.as('chosen'))
    .where('c.state', '=', state)
    .orderBy('c.changedAt', 'desc')
    .orderBy('c.id', 'desc');
  if (libraryIds !== null) query = query.where(sql<boolean>`c.library_id = any(${[...libraryIds]}::bigint[])`);
  if (after) query = query.where(sql<boolean>`(c.changed_at, c.id) < (${after.changedAt}, ${after.id})`);
  return query.limit(limit + 1).execute();
}

/** How many stand in each state. */
export async function countStates(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<Map<CollectionState, number>> {
  let query = db
    .selectFrom('curatedCollection')
    .select((eb) => [sql<CollectionState>`state`.as('state'), eb.fn.countAll<number>().as('count')])
    .groupBy('state');
  if (libraryIds !== null) query = query.where(sql<boolean>`library_id = any(${[...libraryIds]}::bigint[])`);
  return new Map((await query.execute()).map(({ state, count }) => [state, count]));
}

/** Holds a collection until the transaction ends. */
export const lockCollection = async (trx: Tx, id: number) =>
  trx
    .selectFrom('curatedCollection')
    .select([
      'id',
      'libraryId',
      'title',
      'summary',
      'publishedAt',
      'version',
      sql<CollectionKind>`kind`.as('kind'),
      sql<CollectionState>`state`.as('state'),
      sql<CollectionRule | null>`rule`.as('rule'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type HeldCollection = NonNullable<Awaited<ReturnType<typeof lockCollection>>>;

/** @returns its id */
export const insertCollection = async (
  trx: Tx,
  { rule, ...row }: Omit<Insertable<CuratedCollection>, 'rule'> & { rule: CollectionRule | null },
): Promise<number> =>
  (
    await trx
      .insertInto('curatedCollection')
      .values({ ...row, rule: rule && JSON.stringify(rule) })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

/** What it says of itself, its state or when it changed; a rule stays where none is given. */
export const updateCollection = async (
  trx: Tx,
  id: number,
  { rule = null, ...changes }: Omit<Updateable<CuratedCollection>, 'rule'> & { rule?: CollectionRule | null },
) =>
  trx
    .updateTable('curatedCollection')
    .set({ ...changes, ...(rule && { rule: JSON.stringify(rule) }), version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteCollection = async (trx: Tx, id: number) =>
  trx.deleteFrom('curatedCollection').where('id', '=', id).execute();
