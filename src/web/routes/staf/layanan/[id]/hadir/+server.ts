import { showPresence } from '#modules/city/service';
import type { PageAccess } from '#platform/rights/access';
import { json } from '@sveltejs/kit';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['enquiries.answer', 'complaints.answer'] };

/** The page of a ticket says that it is open, and whether an answer was begun (`?menulis=1`); it hears who else has it open. */
export const POST: RequestHandler = async ({ locals: { ctx }, params, url }) =>
  json(await showPresence(ctx, idOf(params.id), { writes: url.searchParams.get('menulis') === '1' }));
