/** What pages may know of campaigns: fixed lists and types, safe for the browser. */
import type { LocalDate } from '#shared/dates';
import type { Standing } from './rules/standing.ts';
import type { ToldChain } from './rules/tell.ts';
import type { CampaignState, Measure, ThingKind, ThingState } from './rules/terms.ts';

export { STANDINGS, type Standing } from './rules/standing.ts';
export {
  AUDIENCE_LENGTH,
  CAMPAIGN_STATES,
  CAMPAIGN_VIEWS,
  CODE_LENGTH,
  COST_LENGTH,
  GIVEN_BACK_LENGTH,
  GOAL_LENGTH,
  MEASURES,
  MOST_TARGET,
  NAME_LENGTH,
  REPORT_LENGTH,
  THING_KINDS,
  type CampaignState,
  type CampaignView,
  type Measure,
  type ThingKind,
  type ThingState,
} from './rules/terms.ts';

/** A campaign as lists show it. */
export interface CampaignLine {
  id: number;
  /** null: of the whole network. */
  libraryId: number | null;
  name: string;
  code: string;
  measure: Measure;
  target: number;
  fromOn: LocalDate;
  untilOn: LocalDate;
  standing: Standing;
  archived: boolean;
  /** Rupiah. */
  budget: number;
  spent: number;
}

/** What was spent for a campaign. */
export interface CampaignCost {
  id: number;
  onDay: LocalDate;
  what: string;
  /** Rupiah. */
  amount: number;
  /** How many saw it, as somebody knows by hand; null = nobody does. */
  reach: number | null;
  createdBy: string;
}

/** What a campaign promotes, as it is now. */
export interface PromotedThing {
  id: number;
  kind: ThingKind;
  /** Which one; null = it was deleted. */
  thingId: number | null;
  programId: number | null;
  title: string;
  /** Its public page; null = nobody finds it. */
  href: string | null;
  state: ThingState;
}

/** A partner with whom that is done which a campaign promotes. Its name is empty of a person who is forgotten. */
export interface CampaignPartner {
  partnerId: number;
  name: string;
}

/** A campaign with all that is known of it. */
export interface Campaign extends CampaignLine {
  state: CampaignState;
  goal: string;
  audience: string;
  submittedBy: string;
  submittedAt: Date | null;
  approvedBy: string;
  approvedAt: Date | null;
  /** Why a second person gave it back; empty = nobody did. */
  givenBack: string;
  worked: string;
  nextTime: string;
  reportedBy: string;
  reportedAt: Date | null;
  createdBy: string;
  createdAt: Date;
  changedAt: Date;
  version: number;
  costs: CampaignCost[];
  things: PromotedThing[];
  partners: CampaignPartner[];
  /** Whoever reads it may change it, approve it; they submitted it themselves. */
  mayManage: boolean;
  mayApprove: boolean;
  isOwnSubmission: boolean;
}

/** A poster of a campaign. */
export interface CampaignPosterLine {
  id: number;
  libraryId: number;
  title: string;
  archived: boolean;
  /** Openings of its codes. */
  opened: number;
}

/** A link of a campaign, with all its openings. */
export interface CampaignLinkLine {
  code: string;
  label: string;
  place: string;
  channel: string;
  isRetired: boolean;
  opened: number;
}

/** What came of a campaign, from its first link on. */
export interface CampaignFigures {
  /** As somebody knows by hand; null = nobody noted it. */
  seen: number | null;
  /** Openings of all its links: of nobody, so that no step follows from them. */
  opened: number;
  channels: { channel: string; opened: number; links: number }[];
  /** Of those who enrolled by its links; null = too few for it to be told. */
  chain: ToldChain;
  /** Who came to the programmes that it promotes in its days, by a link or without; null = it is not told. */
  present: number | null;
  /** Rupiah. */
  spent: number;
  budget: number;
  measure: Measure;
  target: number;
  /** Of the target; null = too few for it to be told. */
  reached: number | null;
  /** Whole percent. */
  percent: number | null;
  /** What one cost, in rupiah; null = it is not told, or nothing was spent. */
  each: Record<'seen' | 'opened' | 'enrolled' | 'attended' | 'present', number | null>;
  /** The most opened first. */
  links: CampaignLinkLine[];
  posters: CampaignPosterLine[];
}
