/** By these headers a browser says that it fetches a page ahead, or for a picture in a message. */
const AHEAD = ['sec-purpose', 'purpose', 'x-moz'] as const;

/** Was it opened by nobody: fetched ahead, or shown as a picture in a message? */
export const isAhead = ({ headers }: Request): boolean =>
  AHEAD.some((name) => /prefetch|preview/i.test(headers.get(name) ?? ''));
