import { z } from 'zod';
import type { Answer, Heavy } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { authorize } from '#platform/rights/authorize';

export const STUDY_HOURS_TABLE = 'study_hours.table';
export const tableAsked = z.object({
  /** Of a library; null: of whoever asks. */
  libraryId: z.number().nullable(),
  year: z.number(),
  format: z.enum(['csv', 'xlsx']),
});

/**
 * Has the worker write a year of lesson hours as a table: of whoever asks, or of the staff of a library, as `staffYears` tells it. Throws
 * `platform.sign_in_needed`, `forbidden`.
 */
export async function askStudyHoursTable(ctx: Ctx, heavy: Heavy, input: z.input<typeof tableAsked>): Promise<Answer> {
  if (ctx.actor.kind !== 'account') throw platformErrors.signInNeeded();
  if (input.libraryId !== null) authorize(ctx, 'accounts.manage', input.libraryId);
  return heavy.ask(ctx, { kind: STUDY_HOURS_TABLE, input });
}
