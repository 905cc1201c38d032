/** How a campaign stands in the house: written, waiting for a second person, approved, closed by its report. */
export const CAMPAIGN_STATES = ['draft', 'submitted', 'approved', 'reported'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** What a target is counted by: each is counted by the house itself. */
export const MEASURES = ['openings', 'enrolled', 'attended', 'present', 'with_card', 'first_loans'] as const;
export type Measure = (typeof MEASURES)[number];

/** What a campaign promotes. */
export const THING_KINDS = ['program', 'record', 'course', 'collection'] as const;
export type ThingKind = (typeof THING_KINDS)[number];
/** How what is promoted stands: everybody finds it, it is over, nobody finds it yet or any more, it is deleted. */
export type ThingState = 'open' | 'over' | 'unseen' | 'gone';

/** Lists of campaigns. */
export const CAMPAIGN_VIEWS = ['open', 'running', 'over', 'reported', 'archived'] as const;
export type CampaignView = (typeof CAMPAIGN_VIEWS)[number];

export const NAME_LENGTH = 120;
export const CODE_LENGTH = 60;
export const GOAL_LENGTH = 2000;
export const AUDIENCE_LENGTH = 1000;
export const GIVEN_BACK_LENGTH = 1000;
export const REPORT_LENGTH = 4000;
export const COST_LENGTH = 200;
export const THING_LENGTH = 200;
export const MOST_TARGET = 10_000_000;
export const MOST_RUPIAH = 999_999_999_999;
export const MOST_REACH = 100_000_000;
/** A campaign is no longer than this. */
export const MOST_DAYS = 1100;
/** So many things one campaign promotes, and so many costs are noted. */
export const MOST_THINGS = 30;
export const MOST_COSTS = 300;
