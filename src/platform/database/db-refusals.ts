import pg from 'pg';
import { platformErrors, type AppError } from '../errors.ts';

/**
 * The database did not do in time what was asked, or had no room for us. No refusal within a use case (rows that are tried one by one
 * must not take it for theirs), but one at the doors: see {@link refusalOfBusy}.
 */
export class DatabaseBusy extends Error {}

/** What the doors (API, pages) answer when the database was busy: `platform.busy`, 503; null for any other error. */
export const refusalOfBusy = (error: unknown): AppError | null =>
  error instanceof DatabaseBusy ? platformErrors.busy() : null;

/** What PostgreSQL says when a time of ours is over: a statement, a lock, a transaction that did nothing; or it has no room. */
const TIMES_OVER: Readonly<Record<string, string>> = {
  '57014': 'a statement took too long',
  '55P03': 'a lock was held too long',
  '25P03': 'a transaction did nothing too long',
  '25P04': 'a transaction took too long',
  '53300': 'too many connections',
};
const SAY_AGAIN_AFTER = 60_000;
const lastSaid = new Map<string, number>();

/** At most once a minute for each reason: a server that is overrun must not fill its log as well. */
function busy(reason: string, statement: string, cause: unknown): DatabaseBusy {
  const now = performance.now();
  const last = lastSaid.get(reason);
  if (last === undefined || now - last >= SAY_AGAIN_AFTER) {
    lastSaid.set(reason, now);
    process.stderr.write(`database: ${reason}: ${statement.replaceAll(/\s+/g, ' ').slice(0, 500)}\n`);
  }
  return new DatabaseBusy(reason, { cause });
}

/** A statement that was given up because its time was over is a {@link DatabaseBusy}; everything else stays what it is. */
export function errorOfStatement(error: unknown, statement: string): unknown {
  const reason = error instanceof pg.DatabaseError ? TIMES_OVER[error.code ?? ''] : undefined;
  return reason === undefined ? error : busy(reason, statement, error);
}

/** No connection came in time: a {@link DatabaseBusy}. What else went wrong with connecting stays what it is. */
export function errorOfConnection(error: unknown): unknown {
  // the pool's own word for it, which has no code
  const late = error instanceof Error && /timeout exceeded when trying to connect/.test(error.message);
  return late ? busy('no connection in time', 'all are in use', error) : errorOfStatement(error, 'connect');
}

/** What two acts do to each other that nobody foresaw: the same row twice, a row that is gone, a place that is taken, one waiting for the other. */
const CLASHES: ReadonlySet<string> = new Set(['23503', '23505', '23P01', '40001', '40P01']);
const DEADLOCK = '40P01';

/**
 * What the doors answer when somebody else was quicker, and the use case had no word of its own for it: `platform.clash`, 409; null for any
 * other error. The log says which rule it was, so that it gets its word.
 */
export function refusalOfClash(error: unknown): AppError | null {
  if (!(error instanceof pg.DatabaseError) || !CLASHES.has(error.code ?? '')) return null;
  process.stderr.write(`database: ${error.code} ${error.table ?? ''} ${error.constraint ?? ''}\n`);
  return platformErrors.clash();
}

/** Was this the one of two who waited for each other whom PostgreSQL ended? */
export const isDeadlock = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === DEADLOCK;

/** How often a transaction is begun at most: whoever begins again at once may meet the same other one a second time, seldom a third. */
const MOST_TRIES = 3;

/**
 * Runs a transaction, and again when it was the one that PostgreSQL ended because two waited for each other, three times in all. Whatever
 * it does to anything but its `trx` it may do as often.
 */
export async function againAfterDeadlock<T>(transaction: () => Promise<T>, triesLeft = MOST_TRIES - 1): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (triesLeft === 0 || !isDeadlock(error)) throw error;
    return againAfterDeadlock(transaction, triesLeft - 1);
  }
}
