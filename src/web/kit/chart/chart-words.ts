import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { formatNumber } from '#shared/money';

/** In points of the drawing; the style sheet sets the same. */
export const LETTER = 13;
/** How wide a letter is in the mean, of its height. */
const MEAN_WIDTH = 0.56;

/** Characters that have no place in a drawing, and those that turn the direction of what stands around them. */
const UNSEEN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]+/gu;

/** A name as it may stand in a drawing, on one line. */
export const nameIn = (text: string): string => text.replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim();

/** How wide some names are at the most, about. */
export const widthOf = (names: readonly string[]): number =>
  Math.ceil(Math.max(0, ...names.map((name) => [...name].length)) * LETTER * MEAN_WIDTH);

const compact: Record<DateLocale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat('id-ID', { notation: 'compact' }),
  en: new Intl.NumberFormat('en-GB', { notation: 'compact' }),
};
/** `1.204`, or `1,2 rb` where that has no room, in points. */
export function shortFigure(value: number, room: number, locale: DateLocale): string {
  const whole = formatNumber(value, locale);
  return widthOf([whole]) <= room ? whole : compact[locale].format(value);
}

/** Every value that is known. */
export const valuesOf = (chart: Chart): number[] =>
  chart.series.flatMap(({ values }) => values.filter((value) => value !== null));

/** A scale with whole steps of 1, 2 or 5: how far it goes, and its step. */
export function scaleOf(most: number, steps: number): { max: number; step: number } {
  if (most <= 0) return { max: 1, step: 1 };
  const rough = most / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power);
  return { max: Math.ceil(most / step) * step, step };
}
