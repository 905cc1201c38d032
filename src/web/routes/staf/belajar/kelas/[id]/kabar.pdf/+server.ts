import { parentsPdf } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

/** Sheets for the parents of the pupils of a class, or of the one that `?murid=` names, for its teachers. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const asked = { id: idOf(params.id), pupilId: idAsked(url.searchParams.get('murid')) };
  return documentAnswer(ctx.locale, async () => parentsPdf(ctx, services.config, asked));
};
