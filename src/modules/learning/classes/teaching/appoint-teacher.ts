import { recordAudit } from '#modules/ground/audit';
import { staffWho } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { insertTeacher, lockClass, selectTeachers } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { teacherInput, type TeacherInput } from '../schema.ts';

/**
 * Lets somebody teach a class of which every teacher has left or may teach no longer: else nobody could take its children out. Needs
 * `courses.manage` at its library, and shows no name. Throws `classes.not_found`, `not_yours` (somebody still teaches it), `teacher_unknown`,
 * `platform.forbidden`, `invalid_input`.
 */
export async function appointTeacher(ctx: Ctx, id: number, input: TeacherInput): Promise<void> {
  authorizeAnywhere(ctx, 'courses.manage');
  const { accountId } = parseInput(teacherInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockClass(trx, id);
    if (!held) throw classErrors.notFound();
    authorize(ctx, 'courses.manage', held.libraryId);
    const able = await staffWho(trx, 'courses.teach', held.libraryId);
    const teachers = await selectTeachers(trx, id);
    if (teachers.some((one) => able.some((other) => other.id === one.id))) throw classErrors.notYours();
    const appointed = able.find((one) => one.id === accountId);
    if (!appointed) throw classErrors.teacherUnknown({}, { accountId: 'unknown' });
    await insertTeacher(trx, id, accountId);
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.teacher_added', ...classEntity(held) },
      after: { teacher: appointed.name },
    });
  });
}
