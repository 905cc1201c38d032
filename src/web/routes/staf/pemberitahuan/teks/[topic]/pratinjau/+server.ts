import { json } from '@sveltejs/kit';
import { previewTemplate } from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { chosenTexts } from '#web/features/notifications/text-choice.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'notices.manage' };

/** The preview while somebody types: by the renderer that writes the messages. A refusal is a sentence. */
export const POST: RequestHandler = async ({ request, locals: { ctx, services }, params, url }) => {
  const { subject = '', body = '' } = formValues(await request.formData());
  try {
    const { about } = await chosenTexts(ctx, url.searchParams);
    const key = { topic: params.topic, ...about };
    return json(await previewTemplate(ctx, services, key, { subject, body }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return json({ message: explainError(error, ctx.locale) }, { status: error.status });
  }
};
