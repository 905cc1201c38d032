import type { IncomingHttpHeaders } from 'node:http';

/** Nobody is asked to wait longer at once: what a channel says beyond it is looked at again. */
const LONGEST = 86_400;

const bounded = (seconds: number): number => Math.min(LONGEST, Math.max(1, Math.ceil(seconds)));
const untilDate = (text: string, now: Date): number | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : bounded((at - now.getTime()) / 1000);
};
const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value)?.trim() ?? '';

/**
 * How many seconds a channel asks us to wait: `Retry-After` (seconds, or a date), else the end of its window (`X-RateLimit-Reset` and
 * `RateLimit-Reset`: an instant in seconds, or a date as Mastodon writes it). null = it does not say.
 */
export function waitSeconds(headers: IncomingHttpHeaders, now: Date): number | null {
  const after = one(headers['retry-after']);
  if (after !== '') return /^\d+$/.test(after) ? bounded(Number(after)) : untilDate(after, now);
  for (const name of ['x-rate-limit-reset', 'x-ratelimit-reset', 'ratelimit-reset']) {
    const reset = one(headers[name]);
    if (/^\d{9,}$/.test(reset)) return bounded(Number(reset) - now.getTime() / 1000);
    // a small number is what is left of the window
    if (/^\d+$/.test(reset)) return bounded(Number(reset));
    if (reset !== '') return untilDate(reset, now);
  }
  return null;
}
