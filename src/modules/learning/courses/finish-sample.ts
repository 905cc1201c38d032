import type { Tx } from '#platform/database/db';
import { findCourse } from './data/courses.queries.ts';
import { insertLearner, lockLearner, noteProgress, updateLearner, type LearnerKey } from './data/learners.queries.ts';
import { selectLessonVersions } from './data/versions.queries.ts';
import { courseErrors } from './errors.ts';

/** Writes somebody who finished a course that is shown, without what they answered: for samples. */
export async function finishSampleCourse(
  trx: Tx,
  { courseId, who, at }: { courseId: number; who: LearnerKey; at: Date },
): Promise<void> {
  const course = await findCourse(trx, courseId);
  if (!course?.shownVersionId) throw courseErrors.notFound();
  const courseVersionId = course.shownVersionId;
  await insertLearner(trx, { courseId, courseVersionId, at }, who);
  const learner = await lockLearner(trx, courseId, who);
  if (!learner) throw courseErrors.notFound();
  for (const { lessonId } of await selectLessonVersions(trx, courseVersionId))
    await noteProgress(trx, { learnerId: learner.id, lessonId, at, doneAt: at });
  await updateLearner(trx, learner.id, { seenAt: at, finishedAt: at });
}
