import type { LocalDate } from '#shared/dates';
import type { CampaignState } from './terms.ts';

/** How a campaign stands on a day. */
export const STANDINGS = ['draft', 'submitted', 'upcoming', 'running', 'over', 'reported'] as const;
export type Standing = (typeof STANDINGS)[number];

/** How a campaign stands on a day: what is approved runs from its first day to its last, and is over then until somebody reports. */
export function standingOf(
  { state, fromOn, untilOn }: { state: CampaignState; fromOn: LocalDate; untilOn: LocalDate },
  today: LocalDate,
): Standing {
  if (state !== 'approved') return state;
  if (today < fromOn) return 'upcoming';
  return today > untilOn ? 'over' : 'running';
}

/** What was approved of a campaign: with another one of these it is another campaign. */
export const ESSENTIALS = ['goal', 'measure', 'target', 'audience', 'fromOn', 'untilOn', 'budget'] as const;
type Essentials = Readonly<Record<(typeof ESSENTIALS)[number], string | number>>;

/** Did something change that a second person approved, or is about to approve? */
export const changesEssentials = (before: Essentials, after: Essentials): boolean =>
  ESSENTIALS.some((part) => before[part] !== after[part]);
