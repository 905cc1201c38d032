import { redirect } from '@sveltejs/kit';
import { draftAgreement, getPartner } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { agreementChoices, agreementOf } from '#web/features/partners/agreement-form.server.ts';
import { nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** `?mitra=12`: with whom; without, the partner is chosen in the register first. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('mitra');
  if (asked === null) redirect(303, localizeHref('/staf/mitra'));
  const id = idAsked(asked);
  if (id === null) throw platformErrors.notFound();
  const partner = await getPartner(ctx, id);
  return {
    partnerId: partner.id,
    partner: nameOf(partner.name),
    partnerHref: partnerHref(partner.id),
    choices: await agreementChoices(ctx, partner.id),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const id = await draftAgreement(ctx, idIn(values, 'partnerId'), agreementOf(values));
    return done(m.agreements_drafted(), `/staf/mitra/perjanjian/${id}`);
  }),
};
