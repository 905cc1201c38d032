import { viewClassOutcome } from '#modules/learning/classes';
import { gainWords, sureWords } from '#modules/learning/course-tests';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';

/** What came of a class by the tests of its course, in words, for its teachers; null: nobody handed one in. */
export async function classResults(ctx: Ctx, classId: number) {
  const found = await viewClassOutcome(ctx, classId);
  if (!found) return null;
  return {
    gain: gainWords(found.gain, ctx.locale),
    sure: sureWords(found.gain, ctx.locale),
    lines: found.competences.flatMap(({ id, canDo, gain }) =>
      gain ? [{ id, canDo, words: gainWords(gain, ctx.locale), sure: sureWords(gain, ctx.locale) }] : [],
    ),
    pupils: found.pupils.map(({ id, name, part, notYet }) => ({
      ...{ id, name },
      after: part === 'before' ? m.course_tests_pupil_before() : m.course_tests_pupil_after(),
      words:
        notYet.length === 0 ? m.course_tests_pupil_all() : m.course_tests_pupil_not_yet({ lines: notYet.join('; ') }),
    })),
  };
}
export type ClassResultsView = Awaited<ReturnType<typeof classResults>>;
