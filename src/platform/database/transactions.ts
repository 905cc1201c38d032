let ended = 0;

/** Said after each transaction of this process, whatever became of it. */
export function noteTransaction(): void {
  ended += 1;
}

/** How many transactions of this process have ended. */
export const transactionsEnded = (): number => ended;
