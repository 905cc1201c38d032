import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { daysBetween } from '#shared/dates';
import {
  AUDIENCE_LENGTH,
  CODE_LENGTH,
  COST_LENGTH,
  GIVEN_BACK_LENGTH,
  GOAL_LENGTH,
  MEASURES,
  MOST_DAYS,
  MOST_REACH,
  MOST_RUPIAH,
  MOST_TARGET,
  NAME_LENGTH,
  REPORT_LENGTH,
  THING_KINDS,
} from './rules/terms.ts';

const text = (most: number) => z.string().trim().max(most).default('');
const rupiah = z.number().int().min(0).max(MOST_RUPIAH);

/** What is said of a campaign. */
export const campaignShape = z.object({
  name: requiredText(NAME_LENGTH),
  goal: requiredText(GOAL_LENGTH).describe('what shall be different afterwards'),
  measure: z.enum(MEASURES),
  target: z.number().int().min(1).max(MOST_TARGET).describe('so many of what is measured'),
  audience: text(AUDIENCE_LENGTH).describe('for whom it is'),
  fromOn: day,
  untilOn: day.describe('its last day'),
  budget: rupiah.default(0).describe('rupiah'),
});

/** A check of the days of a campaign: in this order, and not for years. */
const inOrder = ({ fromOn, untilOn }: { fromOn: string; untilOn: string }, issues: z.RefinementCtx): void => {
  if (fromOn > untilOn) issues.addIssue({ code: 'custom', message: 'before_start', path: ['untilOn'] });
  else if (daysBetween(fromOn, untilOn) >= MOST_DAYS)
    issues.addIssue({ code: 'custom', message: 'day_out_of_reach', path: ['untilOn'] });
};
export const campaignInput = campaignShape.superRefine(inOrder);
export type CampaignInput = z.input<typeof campaignInput>;

export const newCampaignShape = campaignShape.extend({
  code: text(CODE_LENGTH).describe('the word by which its links are counted; empty = made of its name'),
});
export const newCampaignInput = newCampaignShape.superRefine(inOrder);
export type NewCampaign = z.input<typeof newCampaignInput>;

export const givenBackInput = z.object({ why: requiredText(GIVEN_BACK_LENGTH) });

export const reportInput = z.object({
  worked: requiredText(REPORT_LENGTH).describe('what worked, and what did not'),
  nextTime: requiredText(REPORT_LENGTH).describe('what is done otherwise next time'),
});
export type ReportInput = z.input<typeof reportInput>;

export const costInput = z.object({
  onDay: day,
  what: requiredText(COST_LENGTH),
  amount: rupiah.describe('rupiah'),
  reach: z.number().int().min(0).max(MOST_REACH).nullable().default(null).describe('how many saw it; null = unknown'),
});
export type CostInput = z.input<typeof costInput>;

export const thingInput = z.object({ kind: z.enum(THING_KINDS), thingId: id });
export type ThingInput = z.input<typeof thingInput>;
