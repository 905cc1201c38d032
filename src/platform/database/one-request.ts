import { AsyncLocalStorage } from 'node:async_hooks';

const requests = new AsyncLocalStorage<object>();

/** Runs what answers one request: some things are asked once in it, and what it reads at the same time goes over one connection. */
export const asOneRequest = <T>(answer: () => T): T => requests.run({}, answer);

/** Runs what others wait for as well: it does not stand behind what the present request asks. */
export const ofNoRequest = <T>(work: () => T): T => requests.exit(work);

/** Which request is being answered; the same object for all that belongs to it. */
export const requestNow = (): object | undefined => requests.getStore();

let ended = 0;

/** Said after each transaction of this process, whatever became of it. */
export function noteTransaction(): void {
  ended += 1;
}

/** How many transactions of this process have ended. */
export const transactionsEnded = (): number => ended;
