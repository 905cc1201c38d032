import { addPartner } from '#modules/city/partners';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { partnerChoices, partnerOf } from '#web/features/partners/partner-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ choices: await partnerChoices(ctx) });

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const id = await addPartner(ctx, partnerOf(values));
    return done(m.partners_saved(), `/staf/mitra/${id}`);
  }),
};
