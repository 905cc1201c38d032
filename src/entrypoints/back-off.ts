/** How long to wait before the next try after so many falls in a row, in milliseconds: 1, 2, 4 … 30 seconds. */
export const backOff = (falls: number): number => Math.min(1000 * 2 ** Math.max(0, falls - 1), 30_000);
