import { z } from 'zod';
import { requiredText } from '#platform/requests/parse-input';

const signatory = z.object({
  office: requiredText(160),
  name: requiredText(120),
  details: z.string().trim().max(160).default(''),
});

export const ruleInput = z.object({
  minAttendance: z.coerce.number().int().min(0).max(100),
  needsTests: z.boolean(),
  needsPlan: z.boolean(),
  /** As many as fit side by side beside the code. */
  signatories: z.array(signatory).max(4),
});
export type RuleInput = z.input<typeof ruleInput>;

export const revocationInput = z.object({ reason: requiredText(300) });
