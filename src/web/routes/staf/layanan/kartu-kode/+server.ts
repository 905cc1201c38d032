import { askCards } from '#modules/city/service';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'enquiries.answer' };

/** A card with its code for each place, to be printed and put up. */
export const GET: RequestHandler = async ({ locals: { ctx, services } }) =>
  madeFile(ctx, async () => askCards(ctx, services.heavy));
