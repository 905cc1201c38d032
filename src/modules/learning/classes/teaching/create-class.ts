import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { classCourses } from '#modules/learning/courses';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { insertClass, insertTeacher } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { ALL_CODES, codeAt } from '../rules/codes.ts';
import { refuseFarDay } from './far-day.ts';
import { newClass, type NewClassInput } from '../schema.ts';

type Row = Omit<Parameters<typeof insertClass>[1], 'code'>;

/** Makes a class with a code that no other has or had: one drawn at random, or the next that is free. */
async function withFreeCode(trx: Tx, row: Row): Promise<number> {
  const first = randomInt(ALL_CODES);
  for (let step = 0; step < ALL_CODES; step += 1) {
    const id = await insertClass(trx, { ...row, code: codeAt(first + step) });
    if (id !== undefined) return id;
  }
  throw new Error('every code of a class is taken');
}

/**
 * Makes a class that learns a course; who makes it is its first teacher. Needs `courses.teach` at its library, by an account. Throws
 * `classes.course_closed`, `libraries.not_found`, `platform.forbidden`, `invalid_input`. @returns its id
 */
export async function createClass(ctx: Ctx, input: NewClassInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { libraryId, courseId, ...head } = parseInput(newClass, input);
  authorize(ctx, 'courses.teach', libraryId);
  const teacher = accountOf(ctx.actor);
  if (teacher === null) throw platformErrors.forbidden({ permission: 'courses.teach' });
  await getLibrary(ctx, libraryId);
  const now = ctx.clock.now();
  refuseFarDay(head.startsOn, now);
  const course = (await classCourses(ctx, [courseId])).get(courseId);
  if (!course?.isOpen) throw classErrors.courseClosed({}, { courseId: 'unknown' });
  return ctx.db.transaction().execute(async (trx) => {
    const id = await withFreeCode(trx, {
      ...{ ...head, libraryId, courseId, state: 'active' },
      ...{ createdAt: now, activeSince: now, createdBy: actorName(ctx.actor) },
    });
    await insertTeacher(trx, id, teacher);
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.created', ...classEntity({ id, libraryId }) },
      after: { name: head.name, course: course.title },
    });
    return id;
  });
}
