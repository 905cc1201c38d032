import { findMemberByNumber, guards } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { coursesOf, type OwnCourse } from './view-courses.ts';

/**
 * Courses in which a child takes part who is a member, for the guardian whose account is tied to theirs: which, and how many lessons are done, never what was
 * answered. Of a pupil of a class nothing is known here. Throws `platform.sign_in_needed`, and `forbidden` alike for a card that does not exist.
 */
export async function listChildCourses(ctx: Ctx, number: string): Promise<OwnCourse[]> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const child = await findMemberByNumber(ctx.db, number);
  const isGuarded =
    child !== null && (await guards(ctx.db, { guardianId: actor.id, childId: child.id }, ctx.clock.now(), false));
  if (!isGuarded) throw platformErrors.forbidden();
  return coursesOf(ctx, { memberId: child.id });
}
