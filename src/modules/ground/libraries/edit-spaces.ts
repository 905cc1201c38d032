import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Space } from './client.ts';
import { findLibrary } from './data/libraries.queries.ts';
import {
  deleteSpaceRow,
  findSpace,
  insertSpaceRow,
  lockRoomNames,
  lockSpace,
  selectSpacesOf,
  updateSpaceRow,
} from './data/spaces.queries.ts';
import { libraryErrors } from './errors.ts';
import { spaceInput, type SpaceInput } from './schema.ts';

/** Rooms and shelves of a library, in their order. Anyone may read them. Throws `libraries.not_found`. */
export async function listSpaces(ctx: Pick<Ctx, 'db'>, libraryId: number): Promise<Space[]> {
  if (!(await findLibrary(ctx.db, libraryId))) throw libraryErrors.notFound();
  return selectSpacesOf(ctx.db, libraryId);
}

/** One room or shelf. Throws `libraries.space_not_found`. */
export async function getSpace(ctx: Pick<Ctx, 'db'>, id: number): Promise<Space> {
  const space = await findSpace(ctx.db, id);
  if (!space) throw libraryErrors.spaceNotFound();
  return space;
}

/** A shelf stands in a room of the same library; a room stands in nothing. */
async function checkParent(trx: Tx, libraryId: number, kind: string, parentId: number | null): Promise<void> {
  if (parentId === null) return;
  const parent = kind === 'rak' ? await findSpace(trx, parentId) : undefined;
  if (parent?.libraryId !== libraryId || parent.kind !== 'ruang') {
    throw platformErrors.invalidInput({}, { parentId: 'unknown' });
  }
}

const orCodeTaken = (code: string) => (error: unknown) => {
  if (violatedUnique(error) === null) throw error;
  throw libraryErrors.spaceCodeTaken({ code }, { code: 'taken' });
};

/** Adds a room or shelf in a transaction that is already open; the caller has checked the permission. */
export async function insertSpace(trx: Tx, ctx: Ctx, libraryId: number, input: SpaceInput): Promise<Space> {
  const fields = parseInput(spaceInput, input);
  if (!(await findLibrary(trx, libraryId))) throw libraryErrors.notFound();
  await checkParent(trx, libraryId, fields.kind, fields.parentId ?? null);
  const id = await insertSpaceRow(trx, { ...fields, libraryId }).catch(orCodeTaken(fields.code));
  const space = await findSpace(trx, id);
  if (!space) throw libraryErrors.spaceNotFound();
  await recordAudit(trx, ctx, { action: 'space.added', entity: 'space', entityId: id, libraryId, after: space });
  return space;
}

/**
 * Adds a room or shelf to a library. Permission `libraries.manage` for that library.
 * Throws `libraries.space_code_taken`, `platform.invalid_input`.
 */
export async function addSpace(ctx: Ctx, libraryId: number, input: SpaceInput): Promise<Space> {
  authorize(ctx, 'libraries.manage', libraryId);
  return ctx.db.transaction().execute(async (trx) => insertSpace(trx, ctx, libraryId, input));
}

/** Changes a room or shelf. Throws `libraries.space_not_found`, `platform.version_conflict` and as above. */
export async function updateSpace(ctx: Ctx, id: number, version: number, changes: Partial<SpaceInput>): Promise<Space> {
  return ctx.db.transaction().execute(async (trx) => {
    const found = await findSpace(trx, id);
    if (!found) throw libraryErrors.spaceNotFound();
    authorize(ctx, 'libraries.manage', found.libraryId);
    // before the row, as whoever holds a room by its name comes to it
    await lockRoomNames(trx, found.libraryId);
    const before = await lockSpace(trx, id);
    if (!before) throw libraryErrors.spaceNotFound();
    if (before.version !== version) throw platformErrors.versionConflict();
    const { parentId, kind, code, name, ddcFrom, ddcTo, sortOrder } = before;
    const fields = parseInput(spaceInput, { parentId, kind, code, name, ddcFrom, ddcTo, sortOrder, ...changes });
    await checkParent(trx, before.libraryId, fields.kind, fields.parentId ?? null);
    await updateSpaceRow(trx, id, fields).catch(orCodeTaken(fields.code));
    const after = await findSpace(trx, id);
    if (!after) throw libraryErrors.spaceNotFound();
    await recordAudit(trx, ctx, {
      action: 'space.updated',
      entity: 'space',
      entityId: id,
      libraryId: after.libraryId,
      ...changedParts(before, after),
    });
    return after;
  });
}

/** Removes a room or shelf (a room with its shelves); copies that stood there keep their library. */
export async function removeSpace(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockSpace(trx, id);
    if (!before) throw libraryErrors.spaceNotFound();
    authorize(ctx, 'libraries.manage', before.libraryId);
    if (before.version !== version) throw platformErrors.versionConflict();
    await deleteSpaceRow(trx, id);
    await recordAudit(trx, ctx, {
      action: 'space.removed',
      entity: 'space',
      entityId: id,
      libraryId: before.libraryId,
      before,
    });
  });
}
