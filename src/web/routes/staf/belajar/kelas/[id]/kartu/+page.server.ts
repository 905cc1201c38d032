import { renewPins } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { classView, pinViews } from '#web/features/classes/class-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  // PINs stay in no cache
  setHeaders({ 'cache-control': 'private, no-store' });
  const { name, code, ended, pupils, cardsHref, classHref } = await classView(ctx, idOf(params.id), null);
  return { view: { name, code, ended, pupils: pupils.length, cardsHref, classHref } };
};

export const actions: Actions = {
  renew: formAction({ anywhere: true }, async ({ ctx, params }) => ({
    pins: pinViews(await renewPins(ctx, idOf(params.id))),
  })),
};
