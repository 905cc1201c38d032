import { listCategories } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { formatDate } from '#shared/dates';
import type { PeriodStep, VisitCut } from './client.ts';
import type { VisitFigures } from './visit-figures.ts';

/** How figures are said to people. */
export interface FigureWords {
  cut(cut: VisitCut): string;
  value(cut: VisitCut, key: string | null): string;
  period(key: string): string;
}

const MONTH_START = '-01';

function periodInWords(key: string, step: PeriodStep, locale: Ctx['locale']): string {
  if (step === 'day') return formatDate(key, locale, 'medium');
  if (step === 'year') return key;
  const [year = '', part = ''] = key.split('-');
  if (step === 'quarter') return m.visits_quarter({ quarter: part.slice(1), year }, { locale });
  // "1 November 2026" without its day
  return formatDate(`${key}${MONTH_START}`, locale, 'long').replace(/^\d+ /, '');
}

/** The words of cuts, values and periods in the reader's language. */
export async function figureWords(ctx: Ctx, figures: Pick<VisitFigures, 'libraries' | 'step'>): Promise<FigureWords> {
  const { locale } = ctx;
  const categories = new Map(
    (await listCategories(ctx)).map(({ code, nameId, nameEn }) => [code, locale === 'en' ? nameEn : nameId]),
  );
  const libraries = new Map(figures.libraries.map(({ code, name }) => [code, name]));
  const snake = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const written = (prefix: string, key: string): string => sentenceOf(prefix, snake(key), {}, locale) ?? key;
  return {
    cut: (cut) => written('visits_cut', cut),
    value(cut, key) {
      // of people it also holds those who are too few to be told apart
      if (key === null)
        return cut === 'purpose' ? m.visits_not_known({}, { locale }) : m.reports_others({}, { locale });
      if (cut === 'library') return libraries.get(key) ?? key;
      if (cut === 'memberCategory') return categories.get(key) ?? key;
      return cut === 'kelurahan' || cut === 'kecamatan' ? key : written(`visits_${snake(cut)}`, key.toLowerCase());
    },
    period: (key) => periodInWords(key, figures.step, locale),
  };
}

/** Of which months the cuts of people are, or why there are none. */
export const whoIsTold = ({ months }: Pick<VisitFigures, 'months'>, locale: Ctx['locale']): string =>
  months === null
    ? m.visits_who_no_month({}, { locale })
    : m.visits_who_months({ from: formatDate(months.from, locale), to: formatDate(months.to, locale) }, { locale });

/** `WIB`, or all that hold when libraries have several. */
export const zonesOf = (figures: Pick<VisitFigures, 'libraries'>, nameOf: (zone: string) => string): string =>
  [...new Set(figures.libraries.map(({ timeZone }) => nameOf(timeZone)))].join(', ');
