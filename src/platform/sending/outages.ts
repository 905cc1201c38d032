import { platformErrors, type AppError } from '../errors.ts';

/** The database does not answer: it was stopped, or cannot be reached. Doors say so (503); for those inside it is no refusal. */
class DatabaseGone extends Error {}

const wordOf = (error: object, key: string): string => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : '';
};

/** PostgreSQL ends or is not there yet (57P…), a connection broke (08…). */
const GONE_CODE = /^(57P0[123]|08\w{3})$/;
/** The network's words, where they are about a connection. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
/** What the driver says, which has no codes of its own. */
const GONE_WORDS = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/**
 * Whose error it is: `driver`, of the database's driver, also one that was made a plain object on its way; `work`, of anything that a piece of
 * work does: there a missing file or another server that does not answer is no outage of ours.
 */
type Origin = 'driver' | 'work';

function isGone(error: unknown, of: Origin): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof DatabaseGone) return true;
  const code = wordOf(error, 'code');
  if (GONE_CODE.test(code) || (of === 'driver' && NETWORK.test(code))) return true;
  if (GONE_WORDS.test(wordOf(error, 'message'))) return true;
  return error instanceof AggregateError && error.errors.some((one) => isGone(one, of));
}

const isFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && /^(53100|ENOSPC|EDQUOT)$/.test(wordOf(error, 'code'));

/** When the database went, as `performance.now()` has it. */
let goneSince: number | null = null;
/** Before the first connection nothing was there that could go: the start says in a sentence what is wrong. */
let connected = false;

/**
 * Logs that the database went: once, however many notice.
 * @returns whether the error is of that kind
 */
export function noteOutage(error: unknown, of: Origin = 'driver'): boolean {
  if (!isGone(error, of)) return false;
  if (connected && goneSince === null) {
    goneSince = performance.now();
    const reason = describeError(error);
    process.stderr.write(`database: gone (${reason}); requests are answered with 503 until it is back\n`);
  }
  return true;
}

/** A connection was made. */
export function noteConnection(): void {
  connected = true;
  if (goneSince === null) return;
  process.stderr.write(`database: back after ${Math.round((performance.now() - goneSince) / 1000)} s\n`);
  goneSince = null;
}

/** What the pool is told of an error: one of a database that went is known as such from here on, every other stays what it is. */
export const errorOfOutage = (error: unknown): unknown =>
  noteOutage(error) ? new DatabaseGone('the database does not answer', { cause: error }) : error;

/** What the doors (API, pages) answer when the database is gone or the disk is full, in a sentence; null for any other error. */
export function refusalOfOutage(error: unknown): AppError | null {
  if (error instanceof DatabaseGone) return platformErrors.databaseGone();
  return isFull(error) ? platformErrors.diskFull() : null;
}

/** An error in one line, whatever it is made of. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(describeError).join('; ');
  if (typeof error !== 'object' || error === null) return String(error);
  return wordOf(error, 'message') || wordOf(error, 'code') || JSON.stringify(error);
}
