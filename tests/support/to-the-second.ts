/** An instant without its fraction of a second: what was reckoned from "now", which no two requests share. */
export const toTheSecond = (instant: Date | null | undefined): Date | null =>
  instant ? new Date(Math.floor(instant.getTime() / 1000) * 1000) : null;
