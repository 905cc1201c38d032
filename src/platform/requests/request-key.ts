import { z } from 'zod';
import { parseInput } from './parse-input.ts';

/** The sender's own key: the same request sent twice is carried out once. */
export const requestKey = z.string().trim().min(8).max(100);

/** The key in a header `Idempotency-Key`, or null when there is none. Throws `platform.invalid_input` for one that is no key. */
export const readRequestKey = (header: string | string[] | null | undefined): string | null =>
  header === null || header === undefined
    ? null
    : parseInput(z.object({ 'idempotency-key': requestKey }), { 'idempotency-key': header })['idempotency-key'];
