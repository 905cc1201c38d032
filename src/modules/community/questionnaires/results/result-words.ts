import type { Locale } from '#platform/context';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { Absence } from '../rules/absence.ts';
import type { Moved, Unmoved } from '../rules/compare.ts';
import { said } from '../rules/content.ts';
import type { Ikm, IkmValue } from '../rules/ikm.ts';
import { verdictOf, type Interval } from '../rules/intervals.ts';
import type { ItemResult } from '../rules/item-results.ts';
import type { Sampled } from './view-ikm.ts';

/** A figure as it is read: decimal comma in Indonesian. */
export const figure = (value: number, digits: number, locale: Locale): string =>
  new Intl.NumberFormat(locale === 'en' ? 'en' : 'id', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

/** Why a figure is not there, where it would stand. */
export function absenceWords(absent: Absence, locale: Locale): string {
  const told = { locale };
  if (absent === 'not_asked') return m.quest_absent_not_asked({}, told);
  return absent === 'unanswered' ? m.quest_absent_unanswered({}, told) : m.quest_absent_too_few({}, told);
}

/** Why a figure is not compared, where the change would stand. */
export function unmovedWords(why: Unmoved, locale: Locale): string {
  if (why === 'other_scale') return m.quest_change_other_scale({}, { locale });
  return why === 'too_few' ? m.quest_change_few({}, { locale }) : absenceWords(why, locale);
}

/**
 * What an interval of a change means: "mungkin naik 3 sampai 9 poin", or that nothing is certain yet.
 * @param interval null = nobody differs from anybody
 * @param digits decimals that the figure itself is shown with
 */
export function intervalWords(interval: Interval | null, digits: number, locale: Locale): string {
  const told = { locale };
  if (!interval) return m.quest_interval_none({}, told);
  const size = (value: number): string => figure(Math.abs(value), digits, locale);
  const { low, high } = interval;
  switch (verdictOf(interval)) {
    case 'up':
      return m.quest_interval_up({ low: size(low), high: size(high) }, told);
    case 'down':
      return m.quest_interval_down({ low: size(high), high: size(low) }, told);
    case 'unsure':
      return m.quest_interval_unsure({ down: size(Math.min(0, low)), up: size(Math.max(0, high)) }, told);
  }
}

/** How a figure was compared, and of how many. */
export const methodWords = ({ method, n }: Pick<Moved, 'method' | 'n'>, here: number, locale: Locale): string =>
  method === 'paired'
    ? m.quest_method_paired({ n }, { locale })
    : m.quest_method_independent({ before: n, after: here }, { locale });

const nameOf = ({ label, tag }: Pick<ItemResult, 'label' | 'tag'>, locale: Locale): string =>
  said(tag, locale) || said(label, locale);

/** A sentence for each reason for which items are not told, with their names. */
export function absentItems(items: readonly Pick<ItemResult, 'absent' | 'label' | 'tag'>[], locale: Locale): string[] {
  const sentences = [
    ['too_few', m.quest_items_hidden],
    ['unanswered', m.quest_items_unanswered],
    ['not_asked', m.quest_items_not_asked],
  ] as const;
  return sentences.flatMap(([why, sentence]) => {
    const names = items.filter(({ absent }) => absent === why).map((item) => nameOf(item, locale));
    return names.length === 0 ? [] : [sentence({ items: names.join(', ') }, { locale })];
  });
}

/** `83,61 (B)`. */
export const ikmValueWords = ({ hundredths, grade }: IkmValue, locale: Locale): string =>
  m.quest_ikm_value(
    { value: figure(hundredths / 100, 2, locale), grade: grade ?? m.quest_ikm_no_grade({}, { locale }) },
    { locale },
  );

/** The index in sentences: the exact one, that of the printed weight and of the questionnaire's own, and whether enough answered. */
export function ikmNotes(ikm: Ikm, sampled: Sampled | null, locale: Locale): string[] {
  const told = { locale };
  const value = figure(ikm.hundredths / 100, 2, locale);
  const grade = ikm.grade ?? m.quest_ikm_no_grade({}, told);
  return [
    m.quest_ikm_is({ value, grade, n: ikm.complete }, told),
    m.quest_ikm_printed({ value: ikmValueWords(ikm.printed, locale) }, told),
    ...(ikm.own ? [m.quest_ikm_own({ value: ikmValueWords(ikm.own, locale) }, told)] : []),
    sampleWords(sampled, ikm.complete, locale),
  ];
}

/** How many have to answer, and whether so many did. */
export function sampleWords(sampled: Sampled | null, complete: number, locale: Locale): string {
  const told = { locale };
  if (!sampled) return m.quest_sample_unknown({}, told);
  const number = (value: number): string => formatNumber(value, locale);
  const { population, needed } = sampled;
  const sizes = { population: number(population), needed: number(needed), complete: number(complete) };
  if (complete > population) return m.quest_sample_beyond(sizes, told);
  if (complete >= needed) return m.quest_sample_enough(sizes, told);
  return m.quest_sample_short({ ...sizes, short: number(needed - complete) }, told);
}
