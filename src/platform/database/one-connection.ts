import { AsyncLocalStorage } from 'node:async_hooks';

/** A transaction that the present work stands in, and whether it has its connection yet. */
interface Open {
  pool: object;
  connected: boolean;
  ended: boolean;
  outer: Open | undefined;
}

const current = new AsyncLocalStorage<Open>();
const owning = new AsyncLocalStorage<boolean>();

/** Runs what needs a connection that nobody else uses meanwhile: a transaction, a lock or a setting of the session. */
export const onOwnConnection = async <T>(work: () => Promise<T>): Promise<T> => owning.run(true, work);

/** Whether the present work asks for a connection of its own. */
export const needsOwnConnection = (): boolean => owning.getStore() === true;

let said = false;

/** Runs a whole transaction of this pool: whatever asks the pool again from within is found by {@link checkOneConnection}. */
export async function asTransactionOf<T>(pool: object, transaction: () => Promise<T>): Promise<T> {
  const open: Open = { pool, connected: false, ended: false, outer: current.getStore() };
  try {
    return await current.run(open, async () => onOwnConnection(transaction));
  } finally {
    open.ended = true;
  }
}

/**
 * Called whenever a connection is asked for. Work that holds one connection and waits for a second one of the same pool waits for
 * others that do the same: as many requests as there are connections then stand still for good. Tests fail where it is done; a
 * server in use says it once and goes on.
 * @returns whether it is the connection of a transaction itself
 */
export function checkOneConnection(pool: object): boolean {
  const own = current.getStore();
  let open = own;
  const begins = own?.pool === pool && !own.connected;
  if (begins) {
    own.connected = true;
    open = own.outer;
  }
  while (open && (open.pool !== pool || open.ended)) open = open.outer;
  if (!open) return begins;
  const error = new Error('A second connection was asked for inside a transaction: hand on its trx instead of ctx.db.');
  if (process.env.NODE_ENV === 'test') throw error;
  if (!said) process.stderr.write(`database: ${error.stack ?? error.message}\n`);
  said = true;
  return begins;
}
