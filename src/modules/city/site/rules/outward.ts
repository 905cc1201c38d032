/** As many looks in a row without an answer, on different days, make a link dead: a server may be down for a night. */
export const DEAD_AFTER = 2;

/**
 * Whether a status says that something is there: also where it goes on elsewhere, asks who one is, or is busy. 404 and 410 say that there is
 * nothing; a server that fails has not answered.
 */
export const isThere = (status: number): boolean => status !== 404 && status !== 410 && status < 500;
