import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Notes how far a long transaction is, on a connection of its own and without waiting for it: what the transaction itself wrote would be seen by
 * nobody until its end. While one note is being written, those that come are left out, and so is one that cannot be written: the transaction counts.
 */
export function noteBeside<A extends readonly unknown[]>(note: (...so: A) => Promise<void>) {
  const outside = AsyncLocalStorage.snapshot();
  let writing: Promise<void> | null = null;
  return {
    note: (...so: A): void => {
      writing ??= outside(async () => note(...so))
        .catch(() => undefined)
        .finally(() => {
          writing = null;
        });
    },
    /** Waits for the last note. */
    settle: async (): Promise<void> => {
      await writing;
    },
  };
}
