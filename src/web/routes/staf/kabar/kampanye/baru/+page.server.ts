import { planCampaign } from '#modules/city/campaigns';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { campaignOf, measureOptions, ownerIn, ownerOptions } from '#web/features/campaigns/campaign-form.server.ts';
import { CAMPAIGNS } from '#web/features/campaigns/campaign-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'campaigns.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  owners: await ownerOptions(ctx),
  measures: measureOptions(),
  listHref: localizeHref(CAMPAIGNS),
});

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, values }) => {
    const libraryId = ownerIn(values, await ownerOptions(ctx));
    const id = await planCampaign(ctx, libraryId, { ...campaignOf(values), code: values.code ?? '' });
    return done(m.campaigns_planned(), `${CAMPAIGNS}/${id}`);
  }),
};
