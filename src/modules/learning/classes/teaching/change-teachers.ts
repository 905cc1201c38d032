import { recordAudit } from '#modules/ground/audit';
import { staffWho } from '#modules/ground/identity';
import { accountOf, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { deleteTeacher, insertTeacher, selectTeachers } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldAnyClass, taughtClass } from '../held-class.ts';
import { teacherInput, type TeacherInput } from '../schema.ts';
import { untellBox } from './tell-box.ts';

/** Who could teach a class beside those who do, by name. For its teachers. Throws `classes.not_found`, `not_yours`. */
export async function listCandidates(ctx: Ctx, id: number): Promise<{ id: number; name: string }[]> {
  const { libraryId } = await taughtClass(ctx, id);
  const teachers = new Set((await selectTeachers(ctx.db, id)).map((one) => one.id));
  return (await staffWho(ctx.db, 'courses.teach', libraryId))
    .filter((one) => !teachers.has(one.id))
    .map((one) => ({ id: one.id, name: one.name }));
}

/** Who may teach at a library, by their account. Throws `classes.teacher_unknown`. @returns the name */
async function teacherNamed(trx: Tx, libraryId: number, accountId: number): Promise<string> {
  const found = (await staffWho(trx, 'courses.teach', libraryId)).find(({ id }) => id === accountId);
  if (!found) throw classErrors.teacherUnknown({}, { accountId: 'unknown' });
  return found.name;
}

/** Lets somebody who may teach at the library teach a class too. For its teachers. Throws `classes.not_found`, `not_yours`, `teacher_unknown`, `platform.invalid_input`. */
export async function addTeacher(ctx: Ctx, id: number, input: TeacherInput): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { accountId } = parseInput(teacherInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAnyClass(trx, ctx, id, null);
    const teacher = await teacherNamed(trx, held.libraryId, accountId);
    await insertTeacher(trx, id, accountId);
    await recordAudit(trx, ctx, { action: 'learning_class.teacher_added', ...classEntity(held), after: { teacher } });
  });
}

/** Lets somebody teach a class no more; one who may teach stays. For its teachers. Throws `classes.not_found`, `not_yours`, `teacher_unknown`, `last_teacher`. */
export async function removeTeacher(ctx: Ctx, id: number, accountId: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAnyClass(trx, ctx, id, null);
    const teachers = await selectTeachers(trx, id);
    const teacher = teachers.find((one) => one.id === accountId);
    if (!teacher) throw classErrors.teacherUnknown();
    // those who may teach no longer are none
    const able = new Set((await staffWho(trx, 'courses.teach', held.libraryId)).map((one) => one.id));
    if (!teachers.some((one) => one.id !== accountId && able.has(one.id))) throw classErrors.lastTeacher();
    await deleteTeacher(trx, id, accountId);
    await untellBox(trx, ctx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.teacher_removed', ...classEntity(held) },
      before: { teacher: teacher.name },
    });
  });
}

/** Hands a class over: somebody else teaches it from now on, and who acts does no more. For its teachers. Throws as {@link addTeacher}. */
export async function handOverClass(ctx: Ctx, id: number, input: TeacherInput): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { accountId } = parseInput(teacherInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAnyClass(trx, ctx, id, null);
    const own = accountOf(ctx.actor);
    if (own === null || own === accountId) throw classErrors.teacherUnknown({}, { accountId: 'unknown' });
    const teacher = await teacherNamed(trx, held.libraryId, accountId);
    await insertTeacher(trx, id, accountId);
    await deleteTeacher(trx, id, own);
    await untellBox(trx, ctx, id);
    await recordAudit(trx, ctx, { action: 'learning_class.handed_over', ...classEntity(held), after: { teacher } });
  });
}
