import { unsubscribe, viewStopping } from '#modules/city/subscriptions';
import type { PageAccess } from '#platform/rights/access';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link in a letter' };

/** The link only opens this page: mail programs open links by themselves, and only the button stops letters. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, setHeaders }) => {
  setHeaders({ ...SECRET_ADDRESS, 'x-robots-tag': 'noindex' });
  const { topics, language } = await viewStopping(ctx, services.secrets, params.token);
  return {
    topics: topics.map((name) => name[ctx.locale]).join(', '),
    /** The own page, while there is anybody whose it is. */
    chooseHref: language === null ? null : `/langganan/atur/${params.token.split('.').slice(0, 2).join('.')}`,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, params }) => {
    await unsubscribe(ctx, services.secrets, params.token);
    return { stopped: true };
  }),
};
