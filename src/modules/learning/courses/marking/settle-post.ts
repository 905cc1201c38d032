import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { findCourse } from '../data/courses.queries.ts';
import { settlePost, type Group } from '../data/posts.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity } from '../managed-course.ts';
import { settleInput, type SettleInput } from '../schema-marking.ts';

/**
 * Lets the others of a group read what somebody said, or takes it out of their sight. Whoever calls has seen that they may. Throws
 * `courses.post_unknown`, `platform.version_conflict` where it was written anew meanwhile.
 */
export async function settlePostOf(ctx: Ctx, group: Group, postId: number, input: SettleInput): Promise<void> {
  const { version, state } = parseInput(settleInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const course = await findCourse(trx, group.courseId);
    if (!course) throw courseErrors.postUnknown();
    const came = await settlePost(trx, group, { id: postId, version, state, by: actorName(ctx.actor) });
    if (came === 'unknown') throw courseErrors.postUnknown();
    if (came === 'changed') throw platformErrors.versionConflict();
    await recordAudit(trx, ctx, { action: 'course.post_settled', ...courseEntity(course), after: { postId, state } });
  });
}
