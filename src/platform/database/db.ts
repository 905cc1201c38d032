import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresDialect,
  sql,
  Transaction,
  type ConnectionBuilder,
  type ControlledTransactionBuilder,
  type TransactionBuilder,
} from 'kysely';
import pg from 'pg';
import { againAfterDeadlock } from './db-refusals.ts';
import type { DB } from './db-types.ts';
import { asTransactionOf, onOwnConnection } from './one-connection.ts';
import { noteConnection, noteOutage } from '../sending/outages.ts';
import { noteTransaction } from './one-request.ts';
import { preparingPool } from './prepared.ts';

export type Db = Kysely<DB>;
/** A function that takes a `Tx` must run inside a transaction: a plain connection does not compile. */
export type Tx = Transaction<DB>;

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

const parseInt8 = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of range: ${text}`);
  return value;
};
const parseInstant = (text: string): Date => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));

/** int8 → number (refused beyond 2^53), date → 'YYYY-MM-DD', timestamptz → Date. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === INT8) return parseInt8;
      if (oid === DATE) return (text: string) => text;
      if (oid === TIMESTAMPTZ) return parseInstant;
    }
    const parse: unknown = pg.types.getTypeParser(oid, format);
    return parse;
  },
};

/** Where the database is: a socket folder of the bundled server, or a URL. `user`: the role that is used there, unless it is the owner of all. */
export type DbAddress = { socketDir: string; database: string; user?: string } | { url: string };

/**
 * How long the work of a pool may take, in milliseconds: to get a connection, for one statement, for a lock that others hold, and
 * doing nothing within a transaction.
 */
export interface PoolLimits {
  connection: number;
  statement: number;
  lock: number;
  idleInTransaction: number;
}
/** Somebody waits for a page or an answer of the API. */
export const PAGE_LIMITS: PoolLimits = {
  connection: 10_000,
  statement: 30_000,
  lock: 10_000,
  idleInTransaction: 60_000,
};
/** Jobs and commands: nobody waits, but nothing may hold the others up for ever. */
export const JOB_LIMITS: PoolLimits = {
  connection: 60_000,
  statement: 15 * 60_000,
  lock: 60_000,
  idleInTransaction: 10 * 60_000,
};

/** @param limits null = none: migrations and backups, which take as long as the database is large */
export function poolConfig(address: DbAddress, max = 10, limits: PoolLimits | null = PAGE_LIMITS): pg.PoolConfig {
  const common: pg.PoolConfig = {
    max,
    types,
    application_name: 'lumbung',
    idleTimeoutMillis: 30_000,
    ...(limits && {
      connectionTimeoutMillis: limits.connection,
      statement_timeout: limits.statement,
      lock_timeout: limits.lock,
      idle_in_transaction_session_timeout: limits.idleInTransaction,
    }),
  };
  return 'url' in address
    ? { ...common, connectionString: address.url }
    : {
        ...common,
        ...{ host: address.socketDir, port: 5432, user: address.user ?? 'lumbung', database: address.database },
      };
}

/** Builds what is large and asked for by nobody's page (an index): it takes as long as it takes, on this connection. */
export async function withoutTimeLimits<T>(connection: Db, work: () => Promise<T>): Promise<T> {
  await sql`set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`.execute(
    connection,
  );
  try {
    return await work();
  } finally {
    await sql`reset statement_timeout; reset lock_timeout; reset idle_in_transaction_session_timeout`.execute(
      connection,
    );
  }
}

/**
 * A transaction whose statements do not wait for each other's answers on our side: what is asked at once (`Promise.all`) goes to the database
 * in one piece, and is done there in the order in which it was asked. Where one of them fails, all after it fail with the transaction.
 */
async function askingAtOnce<T>(trx: Tx, dialect: PostgresDialect, work: (trx: Tx) => Promise<T>): Promise<T> {
  const executor = trx.getExecutor();
  const connection = await executor.provideConnection(async (own) => Promise.resolve(own));
  let isOver = false;
  const provideConnection = async <R>(consumer: (own: typeof connection) => Promise<R>): Promise<R> => {
    // a branch that goes on after another one failed would write behind the rollback
    if (isOver) throw new Error('The transaction is over: what is asked in it has to be awaited.');
    return consumer(connection);
  };
  const asking = new Transaction<DB>({
    config: { dialect },
    dialect,
    // begun and ended by the builder around it
    driver: new DummyDriver(),
    executor: executor.withConnectionProvider({ provideConnection }),
  });
  try {
    return await work(asking);
  } finally {
    isOver = true;
  }
}

/** Its transactions are known to {@link asTransactionOf}. */
class OneConnectionDb extends Kysely<DB> {
  readonly #pool: pg.Pool;
  readonly #dialect: PostgresDialect;

  constructor(pool: pg.Pool) {
    const dialect = new PostgresDialect({ pool: preparingPool(pool) });
    super({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
    this.#pool = pool;
    this.#dialect = dialect;
  }

  override connection(): ConnectionBuilder<DB> {
    const builder = super.connection();
    const execute = builder.execute.bind(builder);
    builder.execute = async <T>(work: (db: Db) => Promise<T>): Promise<T> => onOwnConnection(async () => execute(work));
    return builder;
  }

  override transaction(): TransactionBuilder<DB> {
    return this.#watched(super.transaction());
  }

  override startTransaction(): ControlledTransactionBuilder<DB> {
    const builder = super.startTransaction();
    const execute = builder.execute.bind(builder);
    builder.execute = async () => onOwnConnection(execute);
    return builder;
  }

  #watched(builder: TransactionBuilder<DB>): TransactionBuilder<DB> {
    const execute = builder.execute.bind(builder);
    builder.execute = async <T>(work: (trx: Tx) => Promise<T>): Promise<T> =>
      againAfterDeadlock(async () =>
        asTransactionOf(this.#pool, async () => execute(async (trx) => askingAtOnce(trx, this.#dialect, work))),
      ).finally(noteTransaction);
    const isolated = builder.setIsolationLevel.bind(builder);
    builder.setIsolationLevel = (level) => this.#watched(isolated(level));
    const restricted = builder.setAccessMode.bind(builder);
    builder.setAccessMode = (mode) => this.#watched(restricted(mode));
    return builder;
  }
}

/** Opens a pool; close it with `db.destroy()`. */
export function openDb(config: pg.PoolConfig): { db: Db; pool: pg.Pool } {
  // a client that copies (backup, restore) has one of its own, without it
  const pool = new pg.Pool({ ...config, pipeline: true });
  // Without a listener, an idle connection that the server drops would end the process.
  pool.on('error', (error) => {
    // while we close, a server that stops may be quicker than the goodbye of a connection
    if (pool.ending || noteOutage(error)) return;
    process.stderr.write(`database: idle connection lost: ${error.message}\n`);
  });
  // the same for one in the middle of a transaction: the pool does not listen to those; the query or the rollback says what happened
  pool.on('connect', (client) => {
    noteConnection();
    client.on('error', () => undefined);
  });
  return { db: new OneConnectionDb(pool), pool };
}

/**
 * Did PostgreSQL refuse a value as such: out of range, no number or day, not to be encoded (class 22), too long for an index (54000)? The
 * reader of the input should have done so before.
 */
export const isRefusedValue = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '54000' || error.code?.startsWith('22') === true);

/** PostgreSQL's code of a violated unique constraint, and its name, or null. */
export function violatedUnique(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code === '23505' ? (error.constraint ?? '') : null;
}

/** What clashed, where a unique constraint was broken: the last of the values that it names. */
export function violatedValue(error: unknown): string {
  const detail = error instanceof pg.DatabaseError ? (error.detail ?? '') : '';
  return /=\((?:\d+, )?(.*)\)/.exec(detail)?.[1] ?? '';
}

/** Was a row not deleted because another one points at it? */
export function isStillPointedAt(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '23503';
}

/** The name of the exclusion constraint that a row broke (it overlaps another one), or null. */
export function violatedExclusion(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code === '23P01' ? (error.constraint ?? '') : null;
}

/** The name of the check that a row broke and, of those that triggers hold, what they name (its detail); or null. */
export function violatedCheck(error: unknown): { name: string; detail: string } | null {
  return error instanceof pg.DatabaseError && error.code === '23514'
    ? { name: error.constraint ?? '', detail: error.detail ?? '' }
    : null;
}

/** The name of the foreign key that an insert or update broke (what it points at does not exist), or null. */
export function violatedForeignKey(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code === '23503' ? (error.constraint ?? '') : null;
}
