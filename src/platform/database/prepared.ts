import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { errorOfConnection, errorOfStatement } from './db-refusals.ts';
import { checkOneConnection } from './one-connection.ts';
import { errorOfOutage } from '../sending/outages.ts';

/** What runs as a hot path, and the connection that it asks on; null = each question has one of its own. */
interface HotPath {
  lanes: Map<pg.Pool, Lane> | null;
}
const hotPath = new AsyncLocalStorage<HotPath>();

/**
 * Runs a hot path whose statements never change in text: each connection prepares them once, which saves the database planning
 * them anew every time. Not for statements that are put together differently per call, nor for long lists as parameters, where
 * a plan made for one size may be wrong for another.
 *
 * What it asks at once outside of a transaction goes to one connection in one piece and is answered in that order: to wake a process on
 * either side costs more than such a statement does. So nothing that takes long belongs here.
 */
export const withPreparedStatements = async <T>(work: () => Promise<T>): Promise<T> =>
  hotPath.getStore() ? work() : hotPath.run({ lanes: new Map() }, work);

/** Runs work that has a connection to itself, also within a hot path. */
export const onOwnConnection = async <T>(work: () => Promise<T>): Promise<T> =>
  hotPath.getStore() ? hotPath.run({ lanes: null }, work) : work();

const COMMANDS = ['UPDATE', 'DELETE', 'INSERT', 'SELECT', 'MERGE', 'COMMIT', 'ROLLBACK'] as const;
const names = new Map<string, string>();

/** So many are prepared on a connection, which keeps their plans: texts that are put together anew each time do not fill it. */
const MOST = 500;

/** The same text has the same name on every connection; undefined = it is planned anew. */
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MOST) {
    name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #corked = false;
  /** A transaction whose beginning was sent and is not answered yet. */
  #begun: Promise<unknown> | null = null;
  /** How many wait for it. */
  #waiting = 0;
  /** Whoever shares it. */
  lane: Lane | null = null;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== 'string') throw new Error('cursors are not set up (pg-cursor)');
    if (sql === 'begin') return this.#begin<R>();
    return this.#begun ? this.#afterBeginning<R>(this.#begun, sql, parameters) : this.#run<R>(sql, parameters);
  }

  /** The beginning of a transaction goes along with its first question, and is not waited for by itself. */
  async #begin<R>(): Promise<PostgresQueryResult<R>> {
    const begun = this.#run<R>('begin', []);
    this.#begun = begun;
    begun.then(
      () => this.#settleBeginning(begun),
      // one that failed stays: all that is asked in it fails with it, and then the connection is given up
      () => undefined,
    );
    return Promise.resolve({ command: 'SELECT', rowCount: 0, rows: [] });
  }

  #settleBeginning(begun: Promise<unknown>): void {
    if (this.#begun === begun && this.#waiting === 0) this.#begun = null;
  }

  /** What only reads or locks may go along: where no transaction was begun, it has done nothing. All else, and what follows it, waits. */
  async #afterBeginning<R>(
    begun: Promise<unknown>,
    text: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    if (this.#waiting === 0 && text.startsWith('select')) {
      const [, result] = await Promise.all([begun, this.#run<R>(text, parameters)]);
      return result;
    }
    this.#waiting += 1;
    // those who wait go on in the order in which they came
    await begun.finally(() => {
      this.#waiting -= 1;
    });
    this.#settleBeginning(begun);
    return this.#run<R>(text, parameters);
  }

  async #run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const values = [...parameters];
    const hot = hotPath.getStore() !== undefined && (values.length > 0 || text.startsWith('select'));
    const name = hot ? nameOf(text) : undefined;
    this.#sendTogether();
    const result = await this.#client
      .query<R & pg.QueryResultRow>({ text, values, ...(name !== undefined && { name }) })
      .catch((error: unknown) => {
        throw errorOfOutage(errorOfStatement(error, text));
      });
    return {
      command: COMMANDS.find((command) => command === result.command) ?? 'SELECT',
      rowCount: result.rowCount ?? 0,
      rows: result.rows,
    };
  }

  /** All that is asked before the process turns to something else leaves in one piece. */
  #sendTogether(): void {
    if (this.#corked) return;
    this.#corked = true;
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
  }

  /** @param destroy it is of no more use */
  release(destroy = false): void {
    if (this.lane) this.lane.leave(this, destroy);
    else this.#client.release(destroy);
  }

  giveBack(destroy: boolean): void {
    this.lane = null;
    this.#client.release(destroy);
  }
}

/** One connection for all that a hot path asks at once; given back as soon as all of it is answered. */
class Lane {
  #client: Promise<PreparingClient> | null = null;
  #users = 0;
  #broken = false;

  async enter(take: () => Promise<PreparingClient>): Promise<PreparingClient> {
    this.#users += 1;
    this.#client ??= take();
    try {
      const client = await this.#client;
      client.lane = this;
      return client;
    } catch (error) {
      this.leave(null, false);
      throw error;
    }
  }

  leave(client: PreparingClient | null, destroy: boolean): void {
    this.#users -= 1;
    this.#broken ||= destroy;
    if (this.#users > 0) return;
    client?.giveBack(this.#broken);
    this.#client = null;
    this.#broken = false;
  }
}

/**
 * The pool as Kysely is given it: its connections prepare what runs within {@link withPreparedStatements}, a transaction has one of
 * them only, and what does not come in time is a refusal.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PreparingClient>();
  const take = async (): Promise<PreparingClient> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw errorOfOutage(errorOfConnection(error));
    });
    let preparing = clients.get(client);
    if (!preparing) {
      preparing = new PreparingClient(client);
      clients.set(client, preparing);
    }
    return preparing;
  };
  return {
    options: pool.options,
    end: async () => pool.end(),
    async connect() {
      const ofTransaction = checkOneConnection(pool);
      const lanes = ofTransaction ? null : (hotPath.getStore()?.lanes ?? null);
      if (!lanes) return take();
      const lane = lanes.get(pool) ?? new Lane();
      lanes.set(pool, lane);
      return lane.enter(take);
    },
  };
}
