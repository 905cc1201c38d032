import { forgetSubscriber, savePreferences, stopAll, viewPreferences } from '#modules/city/subscriptions';
import { PAUSES } from '#modules/city/subscriptions/client';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { lettersIn, dayOf, letterChoices, letterWording } from '#web/features/subscriptions/letters-view.server.ts';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link in a letter' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, setHeaders }) => {
  setHeaders({ ...SECRET_ADDRESS, 'x-robots-tag': 'noindex' });
  const own = await viewPreferences(ctx, services.secrets, params.token);
  const zone = await networkZone(ctx.db);
  return {
    ...(await letterChoices(ctx)),
    wording: await letterWording(ctx),
    own: { ...own, pausedUntil: own.pausedUntil && dayOf(own.pausedUntil, zone, ctx.locale) },
    pauses: [
      { value: 'keep', label: m.subscriptions_pause_keep() },
      ...(own.pausedUntil === null ? [] : [{ value: '0', label: m.subscriptions_pause_none() }]),
      ...PAUSES.map((days) => ({ value: String(days), label: m.subscriptions_pause_days({ days }) })),
    ],
  };
};

/** How long somebody rests, as the field says. */
const pauseIn = (text: string | undefined) =>
  text === '0' ? (0 as const) : (PAUSES.find((days) => String(days) === text) ?? ('keep' as const));

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, services, params, values, data }) => {
    await savePreferences(ctx, services.secrets, params.token, {
      ...lettersIn(values, data),
      reading: values.reading === 'ya',
      pauseDays: pauseIn(values.pause),
      version: versionIn(values),
    });
    return m.subscriptions_prefs_saved();
  }),
  stop: formAction({ form: 'stop' }, async ({ ctx, services, params }) => {
    await stopAll(ctx, services.secrets, params.token);
    return m.subscriptions_stopped_all();
  }),
  forget: formAction({ form: 'forget' }, async ({ ctx, services, params }) => {
    await forgetSubscriber(ctx, services.secrets, params.token);
    return done(m.subscriptions_forgotten(), '/langganan');
  }),
};
