import { z } from 'zod';
import { asRupiah, day, versionText } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { MAX_BUDGET_LINES, MAX_SIGNATORIES } from './client.ts';

const text = (max: number) => z.string().trim().max(max).default('');

const rupiah = z.number().int().min(0).max(999_999_999_999);

const line = z.object({
  accountCode: text(60),
  label: requiredText(200),
  planned: z.preprocess(asRupiah, rupiah),
  actual: z.preprocess(asRupiah, rupiah.nullable()).default(null),
});
const signatory = z.object({ office: requiredText(200), name: requiredText(120), details: text(200) });

export const paperInput = z.object({
  /** Of what was read; 0: nothing was written yet. */
  version: versionText,
  background: text(10_000),
  legalBasis: text(5000),
  targets: text(2000),
  outputs: text(5000),
  method: text(5000),
  closing: text(2000),
  letterNumber: text(80),
  letterDate: z.union([z.literal('').transform(() => null), day, z.null()]).default(null),
  letterSubject: text(200),
  letterOpening: text(3000),
  letterClosing: text(3000),
  bring: text(300),
  invitees: text(10_000),
  copiesTo: text(2000),
  conclusion: text(5000),
  suggestions: text(5000),
  signatories: z.array(signatory).max(MAX_SIGNATORIES).default([]),
  budget: z.array(line).max(MAX_BUDGET_LINES).default([]),
});
export type PaperInput = z.input<typeof paperInput>;
