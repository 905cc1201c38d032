import { changeCampaign, getCampaign } from '#modules/city/campaigns';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { campaignOf, campaignValues, measureOptions } from '#web/features/campaigns/campaign-form.server.ts';
import { CAMPAIGNS, campaignHref } from '#web/features/campaigns/campaign-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'campaigns.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const campaign = await getCampaign(ctx, idOf(params.id));
  return {
    ...{ name: campaign.name, version: campaign.version, values: campaignValues(campaign) },
    measures: measureOptions(),
    href: campaignHref(campaign.id),
  };
};

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    const { isAgainDraft } = await changeCampaign(ctx, id, { ...campaignOf(values), version: versionIn(values) });
    return done(isAgainDraft ? m.campaigns_saved_draft() : m.campaigns_saved(), `${CAMPAIGNS}/${id}`);
  }),
};
