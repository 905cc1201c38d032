import { draftEntry } from '#modules/city/answers';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { entryOf, themeOptions } from '#web/features/answers/entry-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'answers.edit' };

export const load: PageServerLoad = ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'answers.edit');
  return { themes: themeOptions() };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const id = await draftEntry(ctx, entryOf(values));
    return done(m.answers_saved(), `/staf/layanan/tanya-jawab/${id}`);
  }),
};
