import { MEASURE_WORDS, type CampaignInput } from '#modules/city/campaigns';
import { MEASURES, type Campaign } from '#modules/city/campaigns/client';
import { listOpenLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { choiceIn, rupiahOrNull, wholeIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** Of the whole network, where libraries are chosen. */
const NETWORK = 'jaringan';

/** What a form says of a campaign. Throws refusals at the fields of figures and choices. */
export const campaignOf = (values: Values): CampaignInput => ({
  name: values.name ?? '',
  goal: values.goal ?? '',
  measure: choiceIn(values, 'measure', MEASURES),
  // none is no target, which the use case says
  target: wholeIn(values, 'target') ?? 0,
  audience: values.audience ?? '',
  fromOn: values.fromOn?.trim() ?? '',
  untilOn: values.untilOn?.trim() ?? '',
  budget: rupiahOrNull(values, 'budget') ?? 0,
});

/** A campaign as the fields of its form show it. */
export const campaignValues = (campaign: Campaign): Record<string, string> => ({
  ...{ name: campaign.name, goal: campaign.goal, measure: campaign.measure, audience: campaign.audience },
  ...{ fromOn: campaign.fromOn, untilOn: campaign.untilOn },
  target: String(campaign.target),
  budget: campaign.budget === 0 ? '' : String(campaign.budget),
});

/** What a target can be counted by. */
export const measureOptions = () => MEASURES.map((value) => ({ value, label: MEASURE_WORDS[value]() }));

/** Whose campaign it can be: the network's, for who plans for all of it, or a library's. */
export async function ownerOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const libraries = (await listOpenLibraries(ctx)).filter(({ id }) => can(ctx.actor, 'campaigns.manage', id));
  return [
    ...(can(ctx.actor, 'campaigns.manage', null) ? [{ value: NETWORK, label: m.campaigns_network() }] : []),
    ...libraries.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
}

/** Which of them a form names; null = the network's. */
export const ownerIn = (values: Values, options: readonly { value: string }[]): number | null => {
  const chosen = choiceIn(
    values,
    'owner',
    options.map(({ value }) => value),
  );
  return chosen === NETWORK ? null : Number(chosen);
};
