import { askLetters, lettersForm } from '#modules/city/subscriptions';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { lettersIn, letterChoices, letterWording } from '#web/features/subscriptions/letters-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { token, challenge } = await lettersForm(ctx, services.secrets);
  return {
    ...{ token, challenge: JSON.stringify(challenge), isOpen: services.mailer.available },
    ...(await letterChoices(ctx)),
    wording: await letterWording(ctx),
    language: ctx.locale,
    isSent: url.searchParams.get('terkirim') === '1',
  };
};

export const actions: Actions = {
  default: formAction(
    { refused: (refusal, { data }) => ({ ...refusal, topicIds: idsIn(data, 'topicIds') }) },
    async ({ ctx, services, event, values, data }) => {
      if (values.agrees !== 'ya') throw platformErrors.invalidInput({}, { agrees: 'required' });
      await askLetters(ctx, services.secrets, {
        ...{ token: values.token ?? '', proof: values.proof ?? '', ip: event.getClientAddress() },
        ...{ ...lettersIn(values, data), email: values.email ?? '', agrees: true },
      });
      return done(m.subscriptions_ask_sent(), '?terkirim=1');
    },
  ),
};
