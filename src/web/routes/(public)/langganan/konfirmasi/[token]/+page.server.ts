import { confirmLetters, viewConfirming } from '#modules/city/subscriptions';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link in the mail that asks' };

/** The link only opens this page: mail programs open links by themselves, and only the button confirms. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders }) => {
  setHeaders({ ...SECRET_ADDRESS, 'x-robots-tag': 'noindex' });
  const { state, topics } = await viewConfirming(ctx, params.token);
  return { state, topics: topics.map((name) => name[ctx.locale]) };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, params }) =>
    done(m.subscriptions_confirm_done(), withoutLanguage(await confirmLetters(ctx, services.secrets, params.token))),
  ),
};

/** The page follows the language in which it is read now, not that of the letters. */
const withoutLanguage = (path: string): string => path.replace(/^\/en(?=\/)/, '');
