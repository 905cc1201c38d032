import { enterPractice, resetPractice } from '#modules/learning/practice';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { practicePage } from '#web/features/practice/practice-page.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.teach', 'courses.manage'] };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) =>
  practicePage(ctx, services.config.practice);

export const actions: Actions = {
  enter: formAction({ form: 'enter', anywhere: true }, async ({ ctx, url }) => ({
    address: (await enterPractice(ctx, url)).address,
  })),
  reset: formAction({ form: 'reset', anywhere: true }, async ({ ctx }) => {
    await resetPractice(ctx);
    return m.practice_reset_begun();
  }),
};
