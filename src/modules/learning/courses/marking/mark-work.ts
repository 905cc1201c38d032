import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { findCourse } from '../data/courses.queries.ts';
import type { Group } from '../data/posts.queries.ts';
import { lockWork, updateMarks } from '../data/works.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity } from '../managed-course.ts';
import { fitsRubric } from '../rules/works.ts';
import { markInput, type MarkInput } from '../schema-marking.ts';

/** Those whose work is marked. */
interface MarkedGroup extends Group {
  /** Holds that they learn, and throws where nobody could mend what goes back. */
  mustLearn?: (trx: Tx) => Promise<void>;
}

/**
 * Marks work of a group by its rubric: it is done, or goes back to be mended. Whoever calls has seen that it may be marked. Throws
 * `courses.work_unknown`, `platform.version_conflict` where another marked it or it was handed in anew, `invalid_input`, and as `mustLearn`.
 */
export async function markWork(ctx: Ctx, group: MarkedGroup, workId: number, input: MarkInput): Promise<void> {
  const { version, state, marks, words } = parseInput(markInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    if (state === 'returned') await group.mustLearn?.(trx);
    const course = await findCourse(trx, group.courseId);
    const held = course && (await lockWork(trx, group, workId));
    if (!course || held?.body.kind !== 'assignment') throw courseErrors.workUnknown();
    if (held.version !== version || held.state !== 'waiting') throw platformErrors.versionConflict();
    // what goes back may go without a level, with words alone
    const isBare = state === 'returned' && marks.length === 0;
    if (!isBare && !fitsRubric(marks, held.body.rubric)) throw platformErrors.invalidInput({}, { marks: 'required' });
    if (isBare && words === '') throw platformErrors.invalidInput({}, { words: 'required' });
    const stamp = { markedBy: actorName(ctx.actor), markedAt: ctx.clock.now() };
    await updateMarks(trx, workId, { state, words, marks: isBare ? null : marks, ...stamp });
    await recordAudit(trx, ctx, { action: 'course.work_marked', ...courseEntity(course), after: { workId, state } });
  });
}
