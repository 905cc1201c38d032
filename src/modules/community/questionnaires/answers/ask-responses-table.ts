import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';

export const RESPONSES_TABLE = 'questionnaires.responses_table';
export const responsesTableAsked = z.object({ placementId: z.number(), format: z.enum(['csv', 'xlsx']) });

/**
 * Has the worker write single answers as a table. Needs `responses.read` at the library. Throws `questionnaires.placement_not_found`,
 * `.still_open`, `.too_few`.
 */
export async function askResponsesTable(
  ctx: Ctx,
  heavy: Heavy,
  input: z.input<typeof responsesTableAsked>,
): Promise<Answer> {
  authorizeAnywhere(ctx, 'responses.read');
  return heavy.ask(ctx, { kind: RESPONSES_TABLE, input });
}
