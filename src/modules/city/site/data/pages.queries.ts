import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SitePage as PageTable } from '#platform/database/db-types';
import type { PageKind, PageState } from '../rules/terms.ts';

/** A page as those who write have it. */
export interface PageRow {
  id: number;
  kind: PageKind;
  libraryId: number | null;
  topicId: number | null;
  writingId: number;
  slug: string;
  title: string;
  titleEn: string;
  summary: string;
  summaryEn: string;
  byline: string;
  pictureId: number | null;
  state: PageState;
  submittedBy: string;
  submittedById: number | null;
  shownVersionId: number | null;
  publishAt: Date | null;
  expireAt: Date | null;
  updatedAt: Date | null;
  updateNote: string;
  /** Everybody saw it once. */
  wasShown: boolean;
  draftedFrom: DraftSource | null;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  version: number;
}
/** From which data a draft wrote itself. */
export interface DraftSource {
  kind: 'arrivals' | 'programs' | 'season' | 'plans' | 'searched';
  /** `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
}

const pages = (db: Db | Tx) =>
  db
    .selectFrom('sitePage')
    .select([
      'id',
      'libraryId',
      'topicId',
      'writingId',
      'slug',
      'title',
      'titleEn',
      'summary',
      'summaryEn',
      'byline',
      'pictureId',
      'submittedBy',
      'submittedById',
      'shownVersionId',
      'publishAt',
      'expireAt',
      'updatedAt',
      'updateNote',
      'wasShown',
      'createdAt',
      'createdBy',
      'changedAt',
      'version',
      sql<PageKind>`kind`.as('kind'),
      sql<PageState>`state`.as('state'),
      sql<DraftSource | null>`drafted_from`.as('draftedFrom'),
    ])
    .where('removedAt', 'is', null);

export const findPage = async (db: Db | Tx, id: number): Promise<PageRow | undefined> =>
  pages(db).where('id', '=', id).executeTakeFirst();

/** Holds a page until the transaction ends. */
export const lockPage = async (trx: Tx, id: number): Promise<PageRow | undefined> =>
  pages(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertPage = async (trx: Tx, row: Insertable<PageTable>): Promise<number> =>
  (await trx.insertInto('sitePage').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Whether a draft of this key was written already, also one that was deleted since. Nobody else writes one until the transaction ends. */
export async function isDrafted(trx: Tx, key: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`site_page:${key}`}, 0))`.execute(trx);
  return (await trx.selectFrom('sitePage').select('id').where('draftKey', '=', key).executeTakeFirst()) !== undefined;
}

export const updatePage = async (trx: Tx, id: number, changes: Updateable<PageTable>): Promise<void> => {
  await trx
    .updateTable('sitePage')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/**
 * Notes that the words of a page changed: without a new version of its head, unless a second person was asked to read it, who is asked anew then.
 */
export const touchPage = async (
  trx: Tx,
  { id, submittedBy, state }: Pick<PageRow, 'id' | 'submittedBy' | 'state'>,
  at: Date,
): Promise<void> => {
  const unread = submittedBy !== '' && {
    ...{ submittedBy: '', submittedById: null, state: state === 'submitted' ? ('draft' as const) : state },
    version: sql<number>`version + 1`,
  };
  await trx
    .updateTable('sitePage')
    .set({ changedAt: at, ...unread })
    .where('id', '=', id)
    .execute();
};

export const deletePage = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('sitePage').where('id', '=', id).execute();
};

/** Pages of states at libraries (null: everywhere, also those of the network), those changed last first. */
export const selectPages = async (
  db: Db | Tx,
  which: {
    kind: PageKind;
    states: readonly PageState[];
    libraryIds: readonly number[] | null;
    limit: number;
    offset?: number;
  },
): Promise<PageRow[]> => {
  let query = pages(db)
    .where('kind', '=', which.kind)
    .where('state', 'in', which.states)
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(which.limit)
    .offset(which.offset ?? 0);
  if (which.libraryIds !== null)
    query = query.where('libraryId', '=', sql<number>`any(${[...which.libraryIds]}::bigint[])`);
  return query.execute();
};

/** How many pages of a kind stand in each state at libraries (null: everywhere). */
export async function countStates(
  db: Db | Tx,
  { kind, libraryIds }: { kind: PageKind; libraryIds: readonly number[] | null },
): Promise<Map<PageState, number>> {
  let query = db
    .selectFrom('sitePage')
    .select((eb) => [sql<PageState>`state`.as('state'), eb.fn.countAll<number>().as('count')])
    .where('removedAt', 'is', null)
    .where('kind', '=', kind)
    .groupBy('state');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return new Map((await query.execute()).map(({ state, count }) => [state, count]));
}

/** Pages that wait for a second person, the one that waits longest first in time. */
export async function countSubmitted(
  db: Db | Tx,
  { kind, libraryIds }: { kind: PageKind; libraryIds: readonly number[] | null },
): Promise<{ count: number; since: Date | null }> {
  let query = db
    .selectFrom('sitePage')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('changedAt').as('since')])
    .where('removedAt', 'is', null)
    .where('kind', '=', kind)
    .where('submittedBy', '<>', '');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.executeTakeFirstOrThrow();
}
