import { outcomeGainWords } from '#modules/learning/course-tests';
import type { PublicOutcome } from '#modules/learning/course-tests/client';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;

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
    gain: gain && outcomeGainWords(gain, locale),
    caution: [
      ...(gain?.isRough === true ? [m.course_outcome_rough()] : []),
      ...(gain ? [m.course_outcome_alone()] : []),
      m.course_outcome_counted({ day: formatDate(localDate(countedAt, zone), locale) }),
    ].join(' '),
  };
}
