import { sql } from 'kysely';
import type { Db, Tx } from '../database/db.ts';
import type { ErrorParams } from '../errors.ts';
import type { Lane } from './heavy-types.ts';
import { toWork, type HeavyWork, type NewWork } from './heavy-row.ts';
import type { Right } from '../rights/rights-used.ts';

/** Topics of `live`: something waits, or was asked to stop; a piece has moved on. */
export const WAITING_TOPIC = 'heavy';
export const topicOf = (id: string): string => `heavy:${id}`;

/** A piece whose process ended so often is set aside. */
export const MOST_ATTEMPTS = 3;

const tell = async (db: Db | Tx, topic: string): Promise<void> => {
  await sql`select pg_notify('lumbung_live', ${topic})`.execute(db);
};

/**
 * Puts work in the queue and wakes whoever sees to the worker when the transaction commits.
 * @returns null: the same work of the clock waits already, or the same person waits for the same
 */
export async function insertWork(db: Db | Tx, work: NewWork): Promise<string | null> {
  const { input, asker, rights = [] } = work;
  const json = {
    input: JSON.stringify(input),
    asker: asker && JSON.stringify(asker),
    rights: JSON.stringify(rights),
  };
  const row = await db
    .insertInto('heavyWork')
    .values({ ...work, ...json, inputStored: work.inputKey !== null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row) await tell(db, WAITING_TOPIC);
  return row?.id ?? null;
}

/** The same that the same person waits for already: it is done once, and stays for both. */
export async function joinWork(
  db: Db | Tx,
  { kind, input, asker, locale, libraryId }: NewWork,
): Promise<string | null> {
  const row = await db
    .updateTable('heavyWork')
    .set({ shared: true })
    .where('kind', '=', kind)
    .where('input', '=', sql<never>`${JSON.stringify(input)}::jsonb`)
    .where('asker', '=', sql<never>`${JSON.stringify(asker)}::jsonb`)
    .where('locale', '=', locale)
    .where(sql<boolean>`library_id is not distinct from ${libraryId}`)
    .where('endedAt', 'is', null)
    .where('inputKey', 'is', null)
    .where('cancelRequested', '=', false)
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function selectWork(db: Db | Tx, id: string): Promise<HeavyWork | undefined> {
  const row = await db.selectFrom('heavyWork').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toWork(row);
}

/** How long the queue of a lane is, and how much of it somebody has asked for (of whoever is not signed in: all of them). */
export async function countWaiting(db: Db, { lane, asker }: NewWork): Promise<{ all: number; own: number }> {
  return db
    .selectFrom('heavyWork')
    .select((eb) => eb.fn.countAll<number>().as('all'))
    .select(sql<number>`count(*) filter (where asker = ${JSON.stringify(asker)}::jsonb)`.as('own'))
    .where('lane', '=', lane)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
}

/** One worker for a database, however many servers there are: whoever holds this lock of a session. */
export const WORKER_LOCK = 7_241_906_112;

/** Is there anything that a worker could begin now, and no worker? */
export async function workerNeeded(db: Db): Promise<boolean> {
  const query = sql`select 1 from heavy_work
    where ended_at is null and not_before <= now()
      and not exists (select 1 from pg_locks where locktype = 'advisory' and granted and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())
        and (classid::bigint << 32 | objid::bigint) = ${WORKER_LOCK})
    limit 1`;
  return (await query.execute(db)).rows.length > 0;
}

/**
 * Begins the next piece of a lane: what people asked for first, then by age. Only the worker that holds the lock calls this.
 * @param alone nothing else runs beside it: only then a piece has its last try, so that nobody is blamed for what a neighbour did
 */
export async function takeWork(db: Db, lane: Lane, { alone }: { alone: boolean }): Promise<HeavyWork | undefined> {
  const tries = alone ? MOST_ATTEMPTS : MOST_ATTEMPTS - 1;
  const row = await db
    .updateTable('heavyWork')
    .set({ state: 'running', attempts: sql`attempts + 1`, startedAt: sql`now()` })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('heavyWork')
        .select('id')
        .where('lane', '=', lane)
        .where('state', '=', 'waiting')
        .where('notBefore', '<=', sql<Date>`now()`)
        .where('attempts', '<', tries)
        .orderBy(sql`asker is null`)
        .orderBy('createdAt')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
  return row && toWork(row);
}

/** The same is in the queue anew: by the clock, or by the same person. */
const askedAgain = sql<boolean>`exists (select 1 from heavy_work other where other.id <> heavy_work.id
  and other.kind = heavy_work.kind and other.input = heavy_work.input and case when heavy_work.asker is null
    then other.state = 'waiting' and other.asker is null
    else other.ended_at is null and not other.cancel_requested and other.asker = heavy_work.asker
      and other.locale = heavy_work.locale and other.library_id is not distinct from heavy_work.library_id end)`;
/** Back to the queue; what is asked for again meanwhile need not wait twice, and what somebody stopped is not begun again. */
const over = sql<boolean>`(cancel_requested or ${askedAgain})`;
const waitingAgain = {
  state: sql<string>`case when ${over} then 'cancelled' else 'waiting' end`,
  endedAt: sql<Date | null>`case when ${over} then now() end`,
};

/**
 * Called by a worker that has just got the lock: what is still marked as running was begun by a process that has ended in it. It waits
 * again; the third time it is set aside with the reason.
 */
export async function recoverWork(
  db: Db,
  setAside: { code: string; status: number; params: ErrorParams },
): Promise<HeavyWork[]> {
  await db
    .updateTable('heavyWork')
    .set(waitingAgain)
    .where('state', '=', 'running')
    .where((eb) => eb.or([eb('attempts', '<', MOST_ATTEMPTS), eb('cancelRequested', '=', true)]))
    .execute();
  const rows = await db
    .updateTable('heavyWork')
    .set({
      state: 'failed',
      errorCode: setAside.code,
      errorParams: JSON.stringify({ ...setAside.params, status: setAside.status }),
      endedAt: sql`now()`,
    })
    .where('state', '=', 'running')
    .returningAll()
    .execute();
  for (const row of rows) await tell(db, topicOf(row.id));
  return rows.map(toWork);
}

/** A worker that is told to stop lets go of what it was doing: that is nobody's fault and does not count. */
export async function releaseWork(db: Db, id: string): Promise<void> {
  await db
    .updateTable('heavyWork')
    .set({ ...waitingAgain, attempts: sql`greatest(attempts - 1, 0)` })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** Work of the clock that went wrong waits for its next try. */
export async function postponeWork(db: Db, id: string, seconds: number, trace: string): Promise<void> {
  await db
    .updateTable('heavyWork')
    .set({
      ...waitingAgain,
      notBefore: sql`now() + make_interval(secs => ${seconds})`,
      attempts: 0,
      failures: sql`failures + 1`,
      errorTrace: trace,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

export type Ending =
  | { state: 'done'; file: HeavyWork['file']; rights?: readonly Right[] }
  | { state: 'failed'; code: string; params: ErrorParams; fields?: Record<string, string>; trace: string | null }
  | { state: 'cancelled' };

export async function endWork(db: Db, id: string, ending: Ending): Promise<void> {
  const file = ending.state === 'done' ? ending.file : null;
  const failed = ending.state === 'failed' ? ending : null;
  await db
    .updateTable('heavyWork')
    .set({
      state: ending.state,
      endedAt: sql`now()`,
      inputKey: null,
      fileKey: file?.key ?? null,
      fileName: file?.name ?? null,
      mediaType: file?.mediaType ?? null,
      sizeBytes: file?.sizeBytes ?? null,
      errorCode: failed?.code ?? null,
      errorParams: JSON.stringify(failed?.params ?? {}),
      errorFields: JSON.stringify(failed?.fields ?? {}),
      ...(ending.state === 'done' && ending.rights && { rights: JSON.stringify(ending.rights) }),
      errorTrace: failed?.trace ?? null,
    })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
  await tell(db, topicOf(id));
}

export async function noteProgress(db: Db, id: string, done: number, total: number | null): Promise<boolean> {
  const row = await db
    .updateTable('heavyWork')
    .set({ doneCount: done, totalCount: total })
    .where('id', '=', id)
    .returning('cancelRequested')
    .executeTakeFirst();
  return row?.cancelRequested ?? true;
}

/** Work that waits is cancelled at once, work that runs as soon as the worker hears of it. */
export async function requestCancel(db: Db | Tx, id: string): Promise<void> {
  await db
    .updateTable('heavyWork')
    .set({
      cancelRequested: true,
      state: sql`case when state = 'waiting' then 'cancelled' else state end`,
      endedAt: sql`case when state = 'waiting' then now() end`,
    })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
  await tell(db, WAITING_TOPIC);
  await tell(db, topicOf(id));
}

/** Of those running, which were asked to stop. */
export async function selectCancelled(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('heavyWork')
    .select('id')
    .where('state', '=', 'running')
    .where('cancelRequested', '=', true)
    .execute();
  return rows.map((row) => row.id);
}

/** Begins what failed anew, with all its tries. Where the same is in the queue already, that is the one that is done. */
export async function restartWork(db: Db | Tx, id: string): Promise<boolean> {
  const row = await db
    .updateTable('heavyWork')
    .set({
      state: sql`case when ${askedAgain} then 'cancelled' else 'waiting' end`,
      attempts: 0,
      failures: 0,
      notBefore: sql`now()`,
      endedAt: sql`case when ${askedAgain} then ended_at end`,
      errorCode: null,
      errorTrace: null,
      cancelRequested: false,
    })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    // its input is gone: whoever wants it asks again
    .where('inputStored', '=', false)
    .returning('id')
    .executeTakeFirst();
  if (row) await tell(db, WAITING_TOPIC);
  return row !== undefined;
}

/** What failed, or waits for another try, newest first. */
export async function selectTroubles(db: Db, limit: number): Promise<HeavyWork[]> {
  const rows = await db
    .selectFrom('heavyWork')
    .selectAll()
    .where((eb) =>
      eb.or([eb('state', '=', 'failed'), eb.and([eb('state', '=', 'waiting'), eb('errorTrace', 'is not', null)])]),
    )
    .orderBy('createdAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toWork);
}

/** What is being done, then what waits, in its turn. */
export async function selectOpen(db: Db, limit: number): Promise<HeavyWork[]> {
  const rows = await db
    .selectFrom('heavyWork')
    .selectAll()
    .where('endedAt', 'is', null)
    .orderBy(sql`state = 'waiting'`)
    .orderBy('lane')
    .orderBy(sql`asker is null`)
    .orderBy('createdAt')
    .limit(limit)
    .execute();
  return rows.map(toWork);
}

/** What ended without a fault, newest first. */
export async function selectDone(db: Db, limit: number): Promise<HeavyWork[]> {
  const rows = await db
    .selectFrom('heavyWork')
    .selectAll()
    .where('state', 'in', ['done', 'cancelled'])
    .orderBy('endedAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toWork);
}

/** The row of an answer that was given at once is not needed any more. @returns false: somebody else waits for it */
export async function deleteWork(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('heavyWork')
    .where('id', '=', id)
    .where('shared', '=', false)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
