import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';

export const PARTICIPANTS_TABLE = 'certificates.participants_table';
export const participantsTableAsked = z.object({ programId: z.number(), format: z.enum(['csv', 'xlsx']) });

/** Has the worker write the participants of a programme as a table. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export async function askParticipantsTable(
  ctx: Ctx,
  heavy: Heavy,
  input: z.input<typeof participantsTableAsked>,
): Promise<Answer> {
  authorizeAnywhere(ctx, 'programs.manage');
  return heavy.ask(ctx, { kind: PARTICIPANTS_TABLE, input });
}
