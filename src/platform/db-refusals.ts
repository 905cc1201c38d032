import pg from 'pg';
import { platformErrors, type AppError } from './errors.ts';

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
