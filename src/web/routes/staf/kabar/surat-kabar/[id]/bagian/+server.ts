import type { PageAccess } from '#platform/rights/access';
import { answerPart } from '#web/features/content/parts/writing-endpoints.server.ts';
import { letterActs } from '#web/features/newsletters/letter-acts.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'news.send' };

export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) =>
  answerPart(ctx, request, letterActs(ctx, params.id));
