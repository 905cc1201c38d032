import { saveSelfServiceRule, selfServiceRuleOf } from '#modules/lending/self-service';
import { presenceKinds } from '#modules/lending/self-service/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { deskAsked } from '#web/features/circulation/parts/desk-library.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

const NEEDS = ['libraries.manage'] as const;

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries } = await deskAsked(event, NEEDS);
  const { networks, ...rule } = await selfServiceRuleOf(ctx.db, library.id);
  return {
    library: { code: library.code, name: library.name },
    libraries: libraries.map((one) => ({ value: one.code, label: one.name })),
    rule: { ...rule, networks: networks.join('\n') },
    ip: event.getClientAddress(),
  };
};

export const actions: Actions = {
  // whether a PIN is asked for is none
  default: formAction({ refused: (refusal, { values }) => ({ ...refusal, values }) }, async ({ event, values }) => {
    const { ctx, library } = await deskAsked(event, NEEDS);
    await saveSelfServiceRule(ctx, library.id, {
      phone: values.phone === 'on',
      presence: presenceKinds.find((kind) => kind === values.presence) ?? 'code',
      networks: (values.networks ?? '').split(/[\s,;]+/).filter((one) => one !== ''),
      returnBox: values.returnBox === 'on',
      dropPresence: values.dropPresence === 'on',
      kioskPin: values.kioskPin === 'on',
      kioskSeconds: wholeIn(values, 'kioskSeconds') ?? 0,
    });
    return done(m.self_rule_saved(), `?perpustakaan=${encodeURIComponent(library.code)}`);
  }),
};
