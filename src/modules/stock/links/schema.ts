import { z } from 'zod';
import { requiredText } from '#platform/requests/parse-input';
import { addressFault } from './rules/address.ts';

/** What may be behind a printed code. */
export const address = requiredText(500).superRefine((value, check) => {
  const fault = addressFault(value);
  if (fault) check.addIssue({ code: 'custom', message: fault });
});

/** Where a link leads. */
export const linkTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), target: requiredText(100).describe('barcode') }),
  z.object({ kind: z.literal('bib'), target: requiredText(15).regex(/^\d+$/).describe('number of the record') }),
  z.object({ kind: z.literal('space'), target: requiredText(15).regex(/^\d+$/).describe('id of a room or shelf') }),
  z.object({ kind: z.literal('box'), target: requiredText(200).describe('code of the box') }),
  z.object({ kind: z.literal('library'), target: requiredText(20).describe('code of the library') }),
  z.object({ kind: z.literal('poster'), target: address.describe('path of ours, or https address') }),
  z.object({ kind: z.literal('address'), target: address.describe('path of ours, or https address') }),
]);
export type LinkTarget = z.input<typeof linkTarget>;

const words = {
  label: requiredText(120),
  /** Where it hangs. */
  place: z.string().trim().max(120).default(''),
};
export const linkWords = z.object(words);
export type LinkWords = z.input<typeof linkWords>;
