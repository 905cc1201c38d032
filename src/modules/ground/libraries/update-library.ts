import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Library, OpeningInterval } from './client.ts';
import {
  findLibrary,
  lockLibrary,
  replaceIntervals,
  selectUnknownIds,
  updateLibraryRow,
} from './data/libraries.queries.ts';
import { selectOpenBusiness } from './data/open-business.queries.ts';
import { libraryErrors } from './errors.ts';
import { libraryChanges, openingHoursInput, type LibraryChanges } from './schema.ts';

/** Locks the library, checks the version the editor saw, writes, and leaves the trace. */
async function edit(
  ctx: Ctx,
  id: number,
  version: number,
  action: string,
  write: (trx: Tx) => Promise<void>,
): Promise<Library> {
  return ctx.db.transaction().execute(async (trx) => {
    const locked = await lockLibrary(trx, id);
    const before = await findLibrary(trx, id);
    if (!locked || !before) throw libraryErrors.notFound();
    if (locked.version !== version) throw platformErrors.versionConflict();
    await write(trx);
    const after = await findLibrary(trx, id);
    if (!after) throw libraryErrors.notFound();
    await recordAudit(trx, ctx, {
      action,
      entity: 'library',
      entityId: id,
      libraryId: id,
      ...changedParts(before, after),
    });
    return after;
  });
}

/**
 * Changes a library; fields that are left out stay. Permission `libraries.manage` for that library, for the network where it is closed or
 * opened again.
 * @param version the version that the editor saw
 * Throws `libraries.not_found`, `libraries.code_taken`, `libraries.in_use`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function updateLibrary(ctx: Ctx, id: number, version: number, input: LibraryChanges): Promise<Library> {
  authorize(ctx, 'libraries.manage', id);
  const changes = parseInput(libraryChanges, input);
  // which libraries there are is for the network to say
  if (changes.active !== undefined) authorize(ctx, 'libraries.manage', null);
  return edit(ctx, id, version, 'library.updated', async (trx) => {
    if (changes.active === false) await refuseInUse(trx, id, ctx.clock.now());
    await refuseUnknown(trx, changes.pullOrder);
    try {
      await updateLibraryRow(trx, id, changes, ctx.clock.now());
    } catch (error) {
      if (violatedUnique(error) === null) throw error;
      throw libraryErrors.codeTaken({ code: changes.code ?? null }, { code: 'taken' });
    }
  });
}

/** An order of libraries names libraries. Throws a refusal at `pullOrder`. */
export async function refuseUnknown(trx: Tx, pullOrder: readonly number[] | null | undefined): Promise<void> {
  if ((await selectUnknownIds(trx, pullOrder ?? [])).length > 0)
    throw platformErrors.invalidInput({}, { pullOrder: 'unknown' });
}

/** Nobody stands before a closed door for a book that the catalogue offers there, or for what they were promised. */
async function refuseInUse(trx: Tx, id: number, now: Date): Promise<void> {
  const open = await selectOpenBusiness(trx, id, now);
  if (Object.values(open).some((count) => count > 0)) throw libraryErrors.inUse({ ...open });
}

/**
 * Closes a library for good: it keeps its past, and is offered nowhere. Permission `libraries.manage`, network-wide. Refuses `libraries.in_use`
 * (params `copies`, `readers`, `programs`, `orders`) while something runs there or was promised to somebody there.
 */
export async function deactivateLibrary(ctx: Ctx, id: number, version: number): Promise<Library> {
  authorize(ctx, 'libraries.manage', null);
  return edit(ctx, id, version, 'library.deactivated', async (trx) => {
    await refuseInUse(trx, id, ctx.clock.now());
    await updateLibraryRow(trx, id, { active: false }, ctx.clock.now());
  });
}

/** Replaces the weekly hours as a set. Permission `libraries.manage` for that library. */
export async function replaceOpeningHours(
  ctx: Ctx,
  id: number,
  version: number,
  hours: readonly OpeningInterval[],
): Promise<Library> {
  authorize(ctx, 'libraries.manage', id);
  const intervals = parseInput(openingHoursInput, hours);
  return edit(ctx, id, version, 'library.hours_changed', async (trx) => {
    await replaceIntervals(trx, id, intervals);
    await updateLibraryRow(trx, id, {}, ctx.clock.now());
  });
}
