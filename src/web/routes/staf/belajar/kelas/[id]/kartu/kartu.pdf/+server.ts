import { cardsPdf } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { drawPicture } from '#web/features/classes/picture-svg.server.ts';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked, textsIn } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

/** Cards of pupils with the PINs that were told just now. By POST: PINs stand in no address. */
export const POST: RequestHandler = async ({ locals: { ctx, services }, params, url, request }) => {
  const data = await request.formData();
  const ids = textsIn(data, 'pupil');
  const pins = textsIn(data, 'pin').map((pin, at) => ({ id: idAsked(ids[at]) ?? 0, pin }));
  const asked = { id: idOf(params.id), pins, origin: siteOrigin(services, url), draw: drawPicture };
  return documentAnswer(ctx.locale, async () => cardsPdf(ctx, services.config, asked));
};
