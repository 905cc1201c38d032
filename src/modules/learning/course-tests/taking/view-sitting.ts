import { showTask, UNTOUCHED, type Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { ShownItem, Sitting } from '../client.ts';
import { selectDrawn, type DrawnRow } from '../data/sittings.queries.ts';
import type { TestPart } from '../rules/figures.ts';
import { testOutcome } from './outcome.ts';
import { standingOf, stateOf } from './standing.ts';

/** An item without what is right. */
function shownItem({ versionId, body, answer }: DrawnRow, locale: Ctx['locale']): ShownItem[] {
  const task = showTask(versionId, body, UNTOUCHED, locale);
  return task.kind === 'question'
    ? [{ id: versionId, prompt: task.prompt, language: task.language, asked: task.asked, answer }]
    : [];
}

/**
 * A part of the test of a course as the reader stands with it: its items while it was begun, and of the test after the course what they can do
 * once it was handed in. What is right never leaves. Throws `courses.not_found`, `withdrawn`, `course_tests.not_found`.
 */
export async function viewSitting(
  ctx: Ctx,
  { course, part }: { course: string; part: TestPart },
  learner: Learner,
): Promise<Sitting> {
  const standing = await standingOf(ctx, course, learner);
  const state = stateOf(standing, part);
  const { who, test, sittings } = standing;
  const own = sittings.find((one) => one.part === part);
  const drawn = own && (state === 'begun' || state === 'handed_in') ? await selectDrawn(ctx.db, own.id) : [];
  return {
    course: { slug: who.course.slug, title: who.course.title, language: who.course.language },
    ...{ part, state, minutes: test.minutes },
    didBefore: sittings.some((one) => one.part === 'before' && one.handedInAt !== null),
    items: state === 'begun' ? drawn.flatMap((row) => shownItem(row, ctx.locale)) : [],
    outcome:
      own && state === 'handed_in' && part === 'after'
        ? await testOutcome(
            ctx,
            own.learnerId,
            drawn.map(({ competenceId, isRight }) => ({ competenceId, isRight: isRight === true })),
          )
        : null,
  };
}
