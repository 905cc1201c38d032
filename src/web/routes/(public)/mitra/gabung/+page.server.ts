import { offerForm, offerHelp } from '#modules/city/partners';
import { PARTNER_KINDS } from '#modules/city/partners/client';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { kindOptions } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { token, challenge } = await offerForm(ctx, services.secrets);
  return { token, challenge: JSON.stringify(challenge), kinds: kindOptions() };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, event, values }) => {
    if (values.agrees !== 'ya') throw platformErrors.invalidInput({}, { agrees: 'required' });
    await offerHelp(ctx, services.secrets, {
      ...{ token: values.token ?? '', proof: values.proof ?? '', ip: event.getClientAddress() },
      kind: choiceIn(values, 'kind', PARTNER_KINDS),
      name: values.name ?? '',
      contactName: values.contactName ?? '',
      phone: values.phone ?? '',
      email: values.email?.trim() ?? '',
      offer: values.offer ?? '',
      agrees: true,
    });
    return done(m.partners_join_sent(), '/mitra');
  }),
};
