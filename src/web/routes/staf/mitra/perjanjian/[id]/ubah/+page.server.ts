import { changeAgreement, getAgreement } from '#modules/city/partners';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { agreementChoices, agreementOf } from '#web/features/partners/agreement-form.server.ts';
import { agreementHref } from '#web/features/partners/agreement-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const agreement = await getAgreement(ctx, idOf(params.id));
  const { kind, number, title, titleEn, scope, scopeEn, fromOn, untilOn } = agreement;
  const { ourSigner, ourOffice, theirSignerId, version } = agreement;
  return {
    title,
    back: agreementHref(agreement.id),
    version,
    values: { kind, number, title, titleEn, scope, scopeEn, fromOn, untilOn, ourSigner, ourOffice, theirSignerId },
    choices: await agreementChoices(ctx, agreement.partnerId),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    await changeAgreement(ctx, id, { ...agreementOf(values), version: versionIn(values) });
    return done(m.agreements_saved(), `/staf/mitra/perjanjian/${id}`);
  }),
};
