import type { PageAccess } from '#platform/rights/access';
import { answerPaste } from '#web/features/content/parts/writing-endpoints.server.ts';
import { pageActs } from '#web/features/site/editor/page-acts.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) =>
  answerPaste(ctx, request, pageActs(ctx, params.id));
