import { getLetterWriting } from '#modules/city/newsletters';
import type { PageAccess } from '#platform/rights/access';
import { answerState } from '#web/features/content/parts/writing-endpoints.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'news.send' };

export const GET: RequestHandler = async ({ locals: { ctx }, params }) =>
  answerState(ctx, await getLetterWriting(ctx, idOf(params.id)));
