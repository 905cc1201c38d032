import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { formatNumber } from '#shared/money';
import type { GivenKind, GivenUnit } from './rules/given.ts';

type Words = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;
type Counted = (inputs: { count: number; said: string }, options?: { locale?: Locale }) => string;

/** What was given, in a word. */
export const GIVEN_WORDS: Record<GivenKind, Words> = {
  money: m.partners_wish_money,
  books: m.partners_wish_books,
  venue: m.partners_wish_venue,
  speaker: m.partners_wish_speaker,
  hours: m.partners_wish_hours,
  printing: m.partners_wish_printing,
  food: m.partners_wish_food,
  other: m.partners_wish_other,
};

const UNITS: Record<GivenUnit, Counted> = {
  copies: m.ledgers_unit_copies,
  hours: m.ledgers_unit_hours,
  days: m.ledgers_unit_days,
  sheets: m.ledgers_unit_sheets,
  portions: m.ledgers_unit_portions,
  pieces: m.ledgers_unit_pieces,
};

/** `36 eksemplar, 2 jam`; empty where nobody counted. */
export const quantityWords = (quantities: readonly { unit: GivenUnit; quantity: number }[], locale: Locale): string =>
  quantities
    .map(({ unit, quantity }) => UNITS[unit]({ count: quantity, said: formatNumber(quantity, locale) }, { locale }))
    .join(', ');
