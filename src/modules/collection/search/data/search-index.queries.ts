import { sql } from 'kysely';
import { withoutTimeLimits, type Db, type Tx } from '#platform/database/db';
import { withPreparedStatements } from '#platform/database/prepared';

/** What the database said in the round trip that fetched the rows of a search. */
export interface FetchedRows {
  rows: Map<string, { list: Uint8Array; places: Uint8Array | null }>;
  /** Newest finished generation; null = none. */
  newest: number | null;
  /** Does the generation that was asked for still exist? */
  present: boolean;
  /** Did anything change that the caller's snapshot did not see? */
  changed: boolean;
}

interface SearchRow {
  term: string | null;
  list: Buffer | null;
  places: Buffer | null;
  newest: number | null;
  present: boolean | null;
  changed: boolean | null;
}

/** Rows of the index for the terms, with the state of the index at that moment. */
export async function fetchRows(
  db: Db,
  gen: number,
  terms: readonly string[],
  withPlaces: boolean,
  seen: string,
): Promise<FetchedRows> {
  const query = sql<SearchRow>`
    select term, list, places, newest, present, changed from search_rows(${gen}, ${terms}, ${withPlaces}, ${seen})`;
  const fetched: FetchedRows = { rows: new Map(), newest: null, present: false, changed: false };
  for (const row of (await withPreparedStatements(async () => query.execute(db))).rows) {
    if (row.term !== null && row.list !== null) fetched.rows.set(row.term, { list: row.list, places: row.places });
    else if (row.term === null) {
      fetched.newest = row.newest;
      fetched.present = row.present ?? false;
      fetched.changed = row.changed ?? false;
    }
  }
  return fetched;
}

/** What changed since a snapshot, and the snapshot of looking. */
export interface Changes {
  snapshot: string;
  /** Records to read anew. */
  bibIds: number[];
  /** Records of which only the holdings changed. */
  holdingsIds: number[];
}

export async function fetchChanges(db: Db, seen: string): Promise<Changes> {
  const query = sql<{ snapshot: string; bibId: number | null; holdingsOnly: boolean | null }>`
    select pg_current_snapshot()::text as snapshot, c.bib_id, c.holdings_only
    from (values (1)) one (n)
    left join (
      select bib_id, bool_and(holdings_only) as holdings_only
      from search_change
      where xid >= pg_snapshot_xmin(${seen}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${seen}::pg_snapshot)
      group by bib_id
    ) c on true`;
  const changes: Changes = { snapshot: seen, bibIds: [], holdingsIds: [] };
  for (const row of (await query.execute(db)).rows) {
    changes.snapshot = row.snapshot;
    if (row.bibId !== null) (row.holdingsOnly ? changes.holdingsIds : changes.bibIds).push(row.bibId);
  }
  return changes;
}

export interface GenerationRow {
  gen: number;
  snapshot: string;
  docs: number;
  exceptions: Record<string, string>;
}

/**
 * What this program writes and reads. It grows with every change of what lies in a posting or a column, and of the
 * words that records are found by; a generation of another format
 * is never opened, and a new one is built.
 */
export const INDEX_FORMAT = 3;
/** Days in which processes of another version may still be answering from a generation of their own format. */
const OTHER_FORMAT_DAYS = 2;

/**
 * The newest generation that belongs to this database and that this program can read. One made in another cluster (restored from a backup) has a
 * snapshot from this cluster's future and is not offered.
 */
export async function selectNewestGeneration(db: Db | Tx): Promise<GenerationRow | null> {
  const query = sql<GenerationRow>`
    select gen, snapshot, docs, exceptions from search_generation
    where format = ${INDEX_FORMAT} and pg_snapshot_xmax(snapshot::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())
    order by gen desc limit 1`;
  return (await query.execute(db)).rows[0] ?? null;
}

export async function selectColumns(db: Db | Tx, gen: number): Promise<Map<string, Uint8Array>> {
  const rows = await db.selectFrom('searchColumn').select(['name', 'data']).where('gen', '=', gen).execute();
  return new Map(rows.map(({ name, data }) => [name, data]));
}

export async function selectExceptions(db: Db | Tx): Promise<Record<string, string>> {
  const rows = await db.selectFrom('searchException').select(['word', 'stem']).execute();
  return Object.fromEntries(rows.map(({ word, stem }) => [word, stem]));
}

export async function upsertException(trx: Tx, exception: { word: string; stem: string }): Promise<void> {
  await trx
    .insertInto('searchException')
    .values(exception)
    .onConflict((conflict) => conflict.column('word').doUpdateSet({ stem: exception.stem }))
    .execute();
}

export async function deleteException(trx: Tx, word: string): Promise<void> {
  await trx.deleteFrom('searchException').where('word', '=', word).execute();
}

const BUILD_LOCK = 7_314_001;

/** Runs `build` in a repeatable-read transaction while no other process builds; others wait their turn. */
export async function whileBuilding<T>(db: Db, build: (trx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    return withoutTimeLimits(connection, async () => {
      // before the transaction, whose snapshot must not be older than the build that we waited for
      await sql`select pg_advisory_lock(${BUILD_LOCK})`.execute(connection);
      try {
        return await connection.transaction().setIsolationLevel('repeatable read').execute(build);
      } finally {
        await sql`select pg_advisory_unlock(${BUILD_LOCK})`.execute(connection);
      }
    });
  });
}

/** The snapshot of a repeatable-read transaction, and the number of the next generation. */
export async function startGeneration(trx: Tx): Promise<{ snapshot: string; gen: number }> {
  const query = sql<{ snapshot: string; gen: number }>`
    select pg_current_snapshot()::text as snapshot, (select coalesce(max(gen), 0) + 1 from search_generation) as gen`;
  const [row] = (await query.execute(trx)).rows;
  return { snapshot: row?.snapshot ?? '', gen: row?.gen ?? 1 };
}

export interface PostingRow {
  term: string;
  df: number;
  list: Uint8Array;
  places: Uint8Array | null;
}

export async function insertPostings(trx: Tx, gen: number, rows: readonly PostingRow[]): Promise<void> {
  await sql`
    insert into search_posting (gen, term, df, list, places)
    select ${gen}, * from unnest(${rows.map((row) => row.term)}::text[], ${rows.map((row) => row.df)}::int[],
      ${rows.map((row) => Buffer.from(row.list))}::bytea[],
      ${rows.map((row) => (row.places ? Buffer.from(row.places) : null))}::bytea[])`.execute(trx);
}

export async function insertColumn(trx: Tx, gen: number, name: string, data: Uint8Array): Promise<void> {
  await trx
    .insertInto('searchColumn')
    .values({ gen, name, data: Buffer.from(data) })
    .execute();
}

/** Publishes a generation and forgets those before the last one, with the changes that nobody needs any more. */
export async function finishGeneration(trx: Tx, row: GenerationRow, now: Date): Promise<void> {
  await trx
    .insertInto('searchGeneration')
    .values({ ...row, exceptions: JSON.stringify(row.exceptions), builtAt: now, format: INDEX_FORMAT })
    .execute();
  const before = new Date(now.getTime() - OTHER_FORMAT_DAYS * 86_400_000);
  const outdated = sql<boolean>`case when format = ${INDEX_FORMAT}
    then gen < (select max(gen) from search_generation where gen < ${row.gen} and format = ${INDEX_FORMAT})
    else built_at < ${before} end`;
  const gone = await trx.deleteFrom('searchGeneration').where(outdated).returning('gen').execute();
  for (const { gen } of gone) {
    await trx.deleteFrom('searchPosting').where('gen', '=', gen).execute();
    await trx.deleteFrom('searchColumn').where('gen', '=', gen).execute();
  }
  await sql`
    delete from search_change
    where pg_visible_in_snapshot(xid, (select snapshot::pg_snapshot from search_generation order by gen limit 1))
  `.execute(trx);
}

/**
 * Forgets what another cluster wrote (a backup restored here): its snapshots and transaction numbers lie in this
 * cluster's future. A no-op otherwise. Call it in a repeatable-read transaction before anything is built.
 */
export async function deleteForeignIndex(trx: Tx): Promise<void> {
  const future = sql`pg_snapshot_xmax(pg_current_snapshot())`;
  const foreign = sql<boolean>`pg_snapshot_xmax(snapshot::pg_snapshot) > ${future}`;
  const gone = await trx.deleteFrom('searchGeneration').where(foreign).returning('gen').execute();
  for (const { gen } of gone) {
    await trx.deleteFrom('searchPosting').where('gen', '=', gen).execute();
    await trx.deleteFrom('searchColumn').where('gen', '=', gen).execute();
  }
  await trx
    .deleteFrom('searchChange')
    .where(sql<boolean>`xid >= ${future}`)
    .execute();
}

/** Whether anything has changed since a generation was built, loans among it: by their number results are ordered. */
export async function anythingChangedSince(db: Db | Tx, snapshot: string): Promise<boolean> {
  const query = sql`select 1 from search_change where not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot) limit 1`;
  return (await query.execute(db)).rows.length > 0;
}

/** Changes since a generation was built: how much a new build would help. */
export async function countChangesSince(db: Db | Tx, snapshot: string): Promise<number> {
  const query = sql<{ count: number }>`
    select count(distinct bib_id)::int as count from search_change
    where not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot) and not holdings_only`;
  return (await query.execute(db)).rows[0]?.count ?? 0;
}
