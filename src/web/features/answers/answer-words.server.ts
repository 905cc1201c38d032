import { answerParagraphs, type AnswerPart, type AnswerTheme } from '#modules/city/answers/client';
import type { Locale } from '#platform/context';
import { daysBetween, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const THEMES: Record<AnswerTheme, () => string> = {
  loans: m.answers_theme_loans,
  cards: m.answers_theme_cards,
  finding: m.answers_theme_finding,
  programs: m.answers_theme_programs,
  places: m.answers_theme_places,
  digital: m.answers_theme_digital,
  privacy: m.answers_theme_privacy,
  together: m.answers_theme_together,
};
export const themeWords = (theme: AnswerTheme): string => THEMES[theme]();

/** The paragraphs of an answer; links to pages of ours keep the language of the reader. */
export const answerText = (answer: string): AnswerPart[][][] =>
  answerParagraphs(answer).map((lines) =>
    lines.map((parts) =>
      parts.map(({ text, href }) => ({ text, href: href?.startsWith('/') ? localizeHref(href) : href })),
    ),
  );

/** How long ago somebody checked it: "diperiksa 3 bulan lalu". */
export function checkedAgo(checkedOn: string, { now, zone }: { now: Date; zone: string }): string {
  const days = Math.max(0, daysBetween(checkedOn, localDate(now, zone)));
  if (days === 0) return m.answers_checked_today();
  return days < 60
    ? m.answers_checked_days({ count: days })
    : m.answers_checked_months({ count: Math.floor(days / 30.44) });
}

/** The day and how long ago that is, in a sentence. */
export const checkedLine = (checkedOn: string, at: { now: Date; zone: string; locale: Locale }): string =>
  m.answers_checked_on({ day: formatDate(checkedOn, at.locale), ago: checkedAgo(checkedOn, at) });
