import {
  addThing,
  approveCampaign,
  archiveCampaign,
  campaignFigures,
  getCampaign,
  giveBackCampaign,
  noteCost,
  removeCost,
  removeThing,
  restoreCampaign,
  submitCampaign,
  takeBackCampaign,
} from '#modules/city/campaigns';
import { THING_KINDS } from '#modules/city/campaigns/client';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { CAMPAIGNS, campaignHref, campaignPage } from '#web/features/campaigns/campaign-view.server.ts';
import { figuresView } from '#web/features/campaigns/parts/figures-view.server.ts';
import { findThings, wantedIn } from '#web/features/campaigns/find-things.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, rupiahIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['campaigns.manage', 'campaigns.approve'] };

/** `?cari=dongeng`: what is looked for among what it could promote. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const campaign = await getCampaign(ctx, idOf(params.id));
  const zone = await zoneOf({ db: ctx.db, libraryId: campaign.libraryId });
  const figures = figuresView(ctx, await campaignFigures(ctx, campaign.id));
  const wanted = wantedIn(url);
  const open = campaign.mayManage && !campaign.archived && campaign.state !== 'reported';
  return {
    campaign: await campaignPage(ctx, campaign, zone),
    ...{ figures, wanted, open, today: localDate(ctx.clock.now(), zone) },
    found: open ? await findThings(ctx, wanted, campaign.things) : [],
    listHref: localizeHref(CAMPAIGNS),
    editHref: open ? campaignHref(campaign.id, '/ubah') : null,
    reportHref: campaignHref(campaign.id, '/laporan'),
    posterHref:
      figures.mayMake && !campaign.archived ? localizeHref(`/staf/kabar/poster/baru?kampanye=${campaign.code}`) : null,
  };
};

export const actions: Actions = {
  submit: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await submitCampaign(ctx, idOf(params.id), versionIn(values));
    return m.campaigns_submitted();
  }),
  takeBack: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await takeBackCampaign(ctx, idOf(params.id), versionIn(values));
    return m.campaigns_taken_back();
  }),
  approve: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await approveCampaign(ctx, idOf(params.id), versionIn(values));
    return m.campaigns_approved();
  }),
  giveBack: formAction({ form: 'giveBack', anywhere: true }, async ({ ctx, params, values }) => {
    await giveBackCampaign(ctx, idOf(params.id), { version: versionIn(values), why: values.why ?? '' });
    return m.campaigns_gave_back();
  }),
  archive: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await archiveCampaign(ctx, idOf(params.id), versionIn(values));
    return m.campaigns_archived();
  }),
  restore: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await restoreCampaign(ctx, idOf(params.id), versionIn(values));
    return m.campaigns_restored();
  }),
  add: formAction({ form: 'add', anywhere: true }, async ({ ctx, params, values, url }) => {
    const kind = choiceIn(values, 'kind', THING_KINDS);
    await addThing(ctx, idOf(params.id), { kind, thingId: idIn(values, 'thingId'), version: versionIn(values) });
    const wanted = wantedIn(url);
    return done(m.campaigns_thing_added(), `${wanted === '' ? '' : `?cari=${encodeURIComponent(wanted)}`}#isi`);
  }),
  takeOut: formAction({ form: 'thing', anywhere: true }, async ({ ctx, params, values }) => {
    await removeThing(ctx, idOf(params.id), { thing: idIn(values, 'thing'), version: versionIn(values) });
    return done(m.campaigns_thing_removed(), '#isi');
  }),
  cost: formAction({ form: 'cost', anywhere: true }, async ({ ctx, params, values }) => {
    await noteCost(ctx, idOf(params.id), {
      ...{ what: values.what ?? '', amount: rupiahIn(values, 'amount'), onDay: values.onDay?.trim() ?? '' },
      ...{ reach: wholeIn(values, 'reach'), version: versionIn(values) },
    });
    return done(m.campaigns_cost_noted(), '#biaya');
  }),
  removeCost: formAction({ form: 'removeCost', anywhere: true }, async ({ ctx, params, values }) => {
    await removeCost(ctx, idOf(params.id), { cost: idIn(values, 'cost'), version: versionIn(values) });
    return done(m.campaigns_cost_removed(), '#biaya');
  }),
};
