import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { errorOfConnection, errorOfStatement } from './db-refusals.ts';
import { currentLane } from '../admission/entry.ts';
import { checkOneConnection, needsOwnConnection } from './one-connection.ts';
import { requestNow } from './one-request.ts';
import { sharesOf } from './others-share.ts';
import { sharing, type Shareable } from './shared-connection.ts';
import { errorOfOutage } from '../sending/outages.ts';

const hotPath = new AsyncLocalStorage<boolean>();

/**
 * Runs a hot path whose statements never change in text: each connection prepares them once, which saves the database planning
 * them anew every time. Not for statements that are put together differently per call, nor for long lists as parameters, where
 * a plan made for one size may be wrong for another.
 */
export const withPreparedStatements = async <T>(work: () => Promise<T>): Promise<T> => hotPath.run(true, work);

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

/** SQLSTATE: the transaction has failed before; a statement that was prepared behind the failure is not known. */
const CONSEQUENCES = ['25P02', '26000'];
const isConsequence = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && CONSEQUENCES.includes(error.code ?? '');

const ofOneAlone = (): boolean => true;

class PreparingClient implements Shareable {
  readonly #client: pg.PoolClient;
  #corked = false;
  /** A transaction whose beginning was sent and is not answered yet. */
  #begun: Promise<unknown> | null = null;
  /** How many wait for it. */
  #waiting = 0;
  /** Where it is one of those that the desks leave to others. */
  giveBack: (() => void) | undefined;
  isLast = ofOneAlone;
  #broken = false;
  #isOpen = false;
  /** Of the open transaction, what failed first. */
  #failure: { error: unknown } | null = null;

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
    this.#noteTransaction(sql);
    if (sql === 'begin') return this.#begin<R>();
    return this.#begun ? this.#afterBeginning<R>(this.#begun, sql, parameters) : this.#run<R>(sql, parameters);
  }

  #noteTransaction(text: string): void {
    if (text === 'begin' || text.startsWith('start transaction')) this.#isOpen = true;
    else if (text === 'commit' || text === 'rollback') this.#isOpen = false;
    else if (!text.startsWith('rollback to')) return;
    this.#failure = null;
  }

  /**
   * What was sent behind a statement that failed fails because of it, and whoever hears of it first is told why: by that it is known whether a
   * transaction is begun again, or somebody is asked to come again.
   */
  #firstFailure(error: unknown): unknown {
    if (!this.#isOpen) return error;
    this.#failure ??= { error };
    return isConsequence(error) ? this.#failure.error : error;
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
    const hot = hotPath.getStore() === true && (values.length > 0 || text.startsWith('select'));
    const name = hot ? nameOf(text) : undefined;
    this.#sendTogether();
    const result = await this.#client
      .query<R & pg.QueryResultRow>({ text, values, ...(name !== undefined && { name }) })
      .catch((error: unknown) => {
        throw this.#firstFailure(errorOfOutage(errorOfStatement(error, text)));
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
    this.#broken ||= destroy;
    if (!this.isLast()) return;
    const { giveBack } = this;
    this.giveBack = undefined;
    this.isLast = ofOneAlone;
    this.#client.release(this.#broken);
    giveBack?.();
  }
}

/**
 * The pool as Kysely is given it: its connections prepare what runs within {@link withPreparedStatements}, a transaction has one of
 * them only and for itself, what a request reads shares another one, some are left for the desks, and what does not come in time is a
 * refusal.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PreparingClient>();
  const shareOf = sharesOf(pool.options);
  const refuse = (error: unknown): never => {
    throw errorOfOutage(errorOfConnection(error));
  };
  const take = async (giveBack: (() => void) | undefined): Promise<pg.PoolClient> => {
    try {
      return await pool.connect();
    } catch (error) {
      giveBack?.();
      return refuse(error);
    }
  };
  const connect = async (): Promise<PreparingClient> => {
    const giveBack = await shareOf(currentLane())?.take().catch(refuse);
    const client = await take(giveBack);
    let preparing = clients.get(client);
    if (!preparing) {
      preparing = new PreparingClient(client);
      clients.set(client, preparing);
    }
    preparing.giveBack = giveBack;
    return preparing;
  };
  const share = sharing(connect);
  return {
    options: pool.options,
    end: async () => pool.end(),
    async connect() {
      checkOneConnection(pool);
      const request = requestNow();
      return request === undefined || needsOwnConnection() ? connect() : share(request);
    },
  };
}
