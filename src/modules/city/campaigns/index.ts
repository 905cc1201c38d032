export { mayReadCampaign } from './held-campaign.ts';
export { changeCampaign, planCampaign } from './save-campaign.ts';
export {
  approveCampaign,
  archiveCampaign,
  giveBackCampaign,
  reopenCampaign,
  reportCampaign,
  restoreCampaign,
  submitCampaign,
  takeBackCampaign,
} from './move-campaign.ts';
export { noteCost, removeCost } from './costs/edit-costs.ts';
export { addThing, removeThing } from './things/edit-things.ts';
export { campaignFigures } from './report/view-figures.ts';
export { campaignPdf } from './report/report-pdf.ts';
export { campaignTable } from './report/report-table.ts';
export { campaignChannelName, campaignSteps, MEASURE_WORDS, STANDING_WORDS } from './words.ts';
export {
  campaignChoices,
  campaignOfLink,
  campaignsAhead,
  campaignsBetween,
  countCampaigns,
  getCampaign,
  listCampaigns,
  type CampaignSpan,
} from './view-campaigns.ts';
export type { CampaignInput } from './schema.ts';
