import { accountOf, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere, can, canAnywhere } from '#platform/rights/authorize';
import { findClass, isTeacher, type ClassRow } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import type { Asker } from '../rules/tell-classes.ts';
import { askerAt, seesClasses } from './asker.ts';

/** A class for whoever reads its report. `teaches`: they see its pupils by name. Throws `classes.not_found`, `platform.forbidden`. */
export async function reportedClass(ctx: Ctx, id: number): Promise<{ row: ClassRow; asker: Asker; teaches: boolean }> {
  const may = (['courses.teach', 'courses.manage'] as const).some((one) => canAnywhere(ctx.actor, one));
  if (!may) authorizeAnywhere(ctx, 'reports.read');
  const row = await findClass(ctx.db, id);
  if (!row) throw classErrors.notFound();
  const accountId = accountOf(ctx.actor);
  const mayTeach = accountId !== null && can(ctx.actor, 'courses.teach', row.libraryId);
  if (mayTeach && (await isTeacher(ctx.db, id, accountId))) return { row, asker: 'school', teaches: true };
  const asker = askerAt(ctx, row.libraryId);
  if (!seesClasses(ctx, row.libraryId)) throw platformErrors.forbidden({ permission: 'courses.manage' });
  return { row, asker, teaches: false };
}
