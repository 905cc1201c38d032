import { campaignFigures, getCampaign, reopenCampaign, reportCampaign } from '#modules/city/campaigns';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import { campaignHref, campaignPage } from '#web/features/campaigns/campaign-view.server.ts';
import { figuresView } from '#web/features/campaigns/parts/figures-view.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['campaigns.manage', 'campaigns.approve'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const campaign = await getCampaign(ctx, idOf(params.id));
  const zone = await zoneOf({ db: ctx.db, libraryId: campaign.libraryId });
  const { worked, nextTime, standing, archived, mayManage } = campaign;
  const isReported = standing === 'reported';
  const mayWrite = mayManage && !archived;
  return {
    campaign: await campaignPage(ctx, campaign, zone),
    figures: figuresView(ctx, await campaignFigures(ctx, campaign.id)),
    ...{ isReported, words: { worked, nextTime } },
    writes: mayWrite && (standing === 'over' || isReported),
    reopens: mayWrite && isReported,
    lastDay: formatDate(campaign.untilOn, ctx.locale, 'medium'),
    href: campaignHref(campaign.id),
    files: [
      { label: m.campaigns_pdf(), href: campaignHref(campaign.id, `/laporan/pdf?bahasa=${ctx.locale}`) },
      { label: m.campaigns_xlsx(), href: campaignHref(campaign.id, '/laporan/tabel?format=xlsx') },
      { label: m.campaigns_csv(), href: campaignHref(campaign.id, '/laporan/tabel?format=csv') },
    ],
  };
};

export const actions: Actions = {
  report: formAction({ form: 'report', anywhere: true }, async ({ ctx, params, values }) => {
    const { worked = '', nextTime = '' } = values;
    await reportCampaign(ctx, idOf(params.id), { worked, nextTime, version: versionIn(values) });
    return m.campaigns_report_saved();
  }),
  reopen: formAction({ form: 'reopen', anywhere: true }, async ({ ctx, params, values }) => {
    await reopenCampaign(ctx, idOf(params.id), versionIn(values));
    return m.campaigns_reopened();
  }),
};
