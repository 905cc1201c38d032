import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import type { ContributionKind, ContributionState, ContributionUnit, ValueRule } from '../rules/contribution.ts';

type Words = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;

/** What was given, in words. */
export const KIND_WORDS: Record<ContributionKind, Words> = {
  money: m.contributions_kind_money,
  books: m.contributions_kind_books,
  venue: m.contributions_kind_venue,
  speaker: m.contributions_kind_speaker,
  hours: m.contributions_kind_hours,
  printing: m.contributions_kind_printing,
  food: m.contributions_kind_food,
  other: m.contributions_kind_other,
};
/** The rules by which it is valued. */
export const RULE_WORDS: Record<ValueRule, Words> = {
  own: m.contributions_rule_own,
  market: m.contributions_rule_market,
  none: m.contributions_rule_none,
};
export const CONTRIBUTION_STATE_WORDS: Record<ContributionState, Words> = {
  promised: m.contributions_state_promised,
  received: m.contributions_state_received,
  void: m.contributions_state_void,
};

type Counted = (inputs: { count: number }, options?: { locale?: Locale }) => string;
const COUNTED: Record<ContributionUnit, Counted> = {
  copies: m.contributions_count_copies,
  hours: m.contributions_count_hours,
  days: m.contributions_count_days,
  sheets: m.contributions_count_sheets,
  portions: m.contributions_count_portions,
  pieces: m.contributions_count_pieces,
};

/** "16 jam"; '' = nobody counted. */
export const quantityWords = (
  { quantity, unit }: { quantity: number | null; unit: ContributionUnit | null },
  locale: Locale,
): string => (quantity === null || unit === null ? '' : COUNTED[unit]({ count: quantity }, { locale }));
