import type { PublicOutcome } from '#modules/learning/course-tests/client';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;

/** A gain in points: whole ones, for the page says that they are about so many; small ones by their tenths. */
function gainSentence({ gain, interval, pairs }: NonNullable<PublicOutcome['gain']>, locale: Ctx['locale']): string {
  const { low, high } = interval;
  const digits = [gain, low, high].some((value) => Math.abs(value) < 1) ? 1 : 0;
  const said = (value: number): string =>
    Math.abs(value).toLocaleString(LOCALES[locale], { maximumFractionDigits: digits });
  const people = { count: pairs, points: said(gain) };
  if (low > 0) return m.course_outcome_up({ ...people, low: said(low), high: said(high) });
  if (high < 0) return m.course_outcome_down({ ...people, low: said(high), high: said(low) });
  return m.course_outcome_unsure({ count: pairs });
}

/** What came of a course in words, with what they do not say. @param zone in which the day is told on which it was counted */
export function outcomeWords({ locale }: Pick<Ctx, 'locale'>, outcome: PublicOutcome | null, zone: string) {
  if (outcome === null) return null;
  const { learners, finished, gain, countedAt } = outcome;
  const whole = (n: number): string => n.toLocaleString(LOCALES[locale], { maximumFractionDigits: 0 });
  return {
    people:
      finished === null || finished === 0
        ? m.course_outcome_people({ count: learners })
        : m.course_outcome_people_finished({ count: learners, finished: whole(finished) }),
    gain: gain && gainSentence(gain, locale),
    caution: [
      ...(gain?.isRough === true ? [m.course_outcome_rough()] : []),
      ...(gain ? [m.course_outcome_alone()] : []),
      m.course_outcome_counted({ day: formatDate(localDate(countedAt, zone), locale) }),
    ].join(' '),
  };
}
