import { accountOf, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { findClass, isTeacher, lockClass, type ClassRow } from './data/classes.queries.ts';
import { findPupil, lockPupil, type PupilRow } from './data/pupils.queries.ts';
import { classErrors } from './errors.ts';

/** Throws `platform.forbidden`, `classes.not_yours` unless who acts teaches that class. */
async function mustTeach(db: Db | Tx, ctx: Pick<Ctx, 'actor'>, { id, libraryId }: ClassRow): Promise<void> {
  authorize(ctx, 'courses.teach', libraryId);
  const accountId = accountOf(ctx.actor);
  if (accountId === null || !(await isTeacher(db, id, accountId))) throw classErrors.notYours();
}

/** A class for whoever teaches it. Throws `classes.not_found`, `not_yours`, `platform.forbidden`. */
export async function taughtClass(ctx: Pick<Ctx, 'actor' | 'db'>, id: number): Promise<ClassRow> {
  authorizeAnywhere(ctx, 'courses.teach');
  const found = await findClass(ctx.db, id);
  if (!found) throw classErrors.notFound();
  await mustTeach(ctx.db, ctx, found);
  return found;
}

/** Holds a class for whoever teaches it, also one that has ended. Throws as {@link taughtClass}, `platform.version_conflict`. */
export async function heldAnyClass(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null,
): Promise<ClassRow> {
  authorizeAnywhere(ctx, 'courses.teach');
  const held = await lockClass(trx, id);
  if (!held) throw classErrors.notFound();
  await mustTeach(trx, ctx, held);
  if (version !== null && held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** The same of a class that learns. Throws also `classes.ended`. */
export async function heldClass(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null = null,
): Promise<ClassRow> {
  const held = await heldAnyClass(trx, ctx, id, version);
  if (held.state === 'ended') throw classErrors.ended();
  return held;
}

/** Holds the class of a pupil for whoever teaches it. Throws as {@link heldAnyClass}, `classes.pupil_unknown`. */
export async function heldPupil(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  pupilId: number,
  version: number | null,
): Promise<{ pupil: PupilRow; of: ClassRow }> {
  authorizeAnywhere(ctx, 'courses.teach');
  const found = await findPupil(trx, pupilId);
  if (!found) throw classErrors.pupilUnknown();
  const of = await heldAnyClass(trx, ctx, found.classId, null);
  // as they are now that nobody else changes the class, and that who comes in just now has come in
  const pupil = await lockPupil(trx, pupilId);
  if (!pupil) throw classErrors.pupilUnknown();
  if (version !== null && pupil.version !== version) throw platformErrors.versionConflict();
  return { pupil, of };
}

/** How the trace names a class. Of pupils it names nobody. */
export const classEntity = ({ id, libraryId }: Pick<ClassRow, 'id' | 'libraryId'>) => ({
  entity: 'learning_class' as const,
  entityId: id,
  libraryId,
});
