import { askTxt, checkSender, mailHealth, makeMailKey } from '#modules/city/mail-health';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { senderView } from '#web/features/mail-health/sender-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => ({
  sender: senderView(await mailHealth(ctx, services), { zone: await networkZone(ctx.db), locale: ctx.locale }),
  backHref: localizeHref('/staf/kabar/surat-kabar'),
});

export const actions: Actions = {
  ask: formAction({ form: 'ask', anywhere: true }, async ({ ctx, services }) => {
    await checkSender(ctx, { config: services.config, ask: askTxt() });
    return m.mailhealth_asked();
  }),
  key: formAction({ form: 'key', anywhere: true }, async ({ ctx, services }) => {
    await makeMailKey(ctx, services);
    return m.mailhealth_key_made();
  }),
};
