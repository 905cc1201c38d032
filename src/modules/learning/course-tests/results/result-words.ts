import { figure, intervalWords } from '#modules/community/questionnaires';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import type { CourseResults, ItemFigure, PublicOutcome, ToldGain } from '../client.ts';

/** A count, or that it is not told. */
export const countWords = (count: number | null, locale: Locale): string =>
  count === null ? m.course_tests_untold({}, { locale }) : figure(count, 0, locale);

/** A difference with its sign: `+8,0`, `−3,5`. */
const signed = (value: number, locale: Locale): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${figure(Math.abs(value), 1, locale)}`;

/** A gain in one sentence. */
export const gainWords = (gain: ToldGain | null, locale: Locale): string =>
  gain === null
    ? m.course_tests_gain_few({}, { locale })
    : m.course_tests_gain_is(
        {
          ...{ before: figure(gain.before, 1, locale), after: figure(gain.after, 1, locale) },
          ...{ gain: signed(gain.gain, locale), n: gain.pairs },
        },
        { locale },
      );

/** How sure a gain is; empty where there is none. */
export const sureWords = (gain: ToldGain | null, locale: Locale): string =>
  gain === null ? '' : intervalWords(gain.interval, 1, locale);

const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;

/** The gain that everybody is told, in points: whole ones, for it is said that they are about so many; small ones by their tenths. */
export function outcomeGainWords(
  { gain, interval: { low, high }, pairs }: NonNullable<PublicOutcome['gain']>,
  locale: Locale,
): string {
  const digits = [gain, low, high].some((value) => Math.abs(value) < 1) ? 1 : 0;
  const said = (value: number): string =>
    Math.abs(value).toLocaleString(LOCALES[locale], { maximumFractionDigits: digits });
  const people = { count: pairs, points: said(gain) };
  const told = { locale };
  if (low > 0) return m.course_outcome_up({ ...people, low: said(low), high: said(high) }, told);
  if (high < 0) return m.course_outcome_down({ ...people, low: said(high), high: said(low) }, told);
  return m.course_outcome_unsure({ count: pairs }, told);
}

/** Who did one of the two tests alone. */
export function dropWords(
  { onlyBefore, onlyAfter }: Pick<CourseResults, 'onlyBefore' | 'onlyAfter'>,
  locale: Locale,
): string[] {
  return [
    m.course_tests_only_before({ count: countWords(onlyBefore, locale) }, { locale }),
    m.course_tests_only_after({ count: countWords(onlyAfter, locale) }, { locale }),
  ];
}

/** `34 orang · benar 62% · daya beda 0,41` */
export function itemWords({ people, share, discrimination }: ItemFigure, locale: Locale): string {
  const told = { locale };
  if (people === 0) return m.course_tests_item_nobody({}, told);
  if (people === null || share === null) return m.course_tests_untold({}, told);
  return [
    m.course_tests_item_right({ percent: figure(100 * share, 0, locale), count: people }, told),
    discrimination === null
      ? m.course_tests_item_no_spread({}, told)
      : m.course_tests_item_discrimination({ value: figure(discrimination, 2, locale) }, told),
  ].join(' · ');
}

/** A half of a year: `Juli–Desember 2026`. */
export const periodWords = (period: string, locale: Locale): string => {
  const year = period.slice(0, 4);
  return period.endsWith('1')
    ? m.course_tests_period_first({ year }, { locale })
    : m.course_tests_period_second({ year }, { locale });
};
