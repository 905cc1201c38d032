import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { SpecialHours } from '../client.ts';
import { findLibrary } from '../data/libraries.queries.ts';
import {
  changeSpecialHours,
  deleteSpecialHours,
  findSpecialHours,
  insertSpecialHours,
  lockSpecialHours,
  selectSpecialHours,
  type SpecialHoursFilter,
} from '../data/special-hours.queries.ts';
import { libraryErrors } from '../errors.ts';
import { specialHoursInput, type SpecialHoursInput } from '../schema.ts';

/** Hours that hold for a time (Ramadan, an evening event), by date. Anyone may read them. */
export const listSpecialHours = async (
  ctx: Pick<Ctx, 'db'>,
  filter: SpecialHoursFilter = {},
): Promise<SpecialHours[]> => selectSpecialHours(ctx.db, filter);

/** Throws `libraries.special_hours_not_found`. */
export async function getSpecialHours(ctx: Pick<Ctx, 'db'>, id: number): Promise<SpecialHours> {
  const found = await findSpecialHours(ctx.db, id);
  if (!found) throw libraryErrors.specialHoursNotFound();
  return found;
}

const trace = async (
  trx: Tx,
  ctx: Ctx,
  action: string,
  of: SpecialHours,
  change: { before?: object; after?: object },
) => recordAudit(trx, ctx, { action, entity: 'special_hours', entityId: of.id, libraryId: of.libraryId, ...change });

/**
 * Adds hours that hold for a time instead of the usual ones; `libraryId` null = the whole network. Permission `libraries.manage`
 * for that library, or network-wide.
 */
export async function addSpecialHours(ctx: Ctx, input: SpecialHoursInput): Promise<SpecialHours> {
  const fields = parseInput(specialHoursInput, input);
  authorize(ctx, 'libraries.manage', fields.libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    if (fields.libraryId !== null && !(await findLibrary(trx, fields.libraryId))) throw libraryErrors.notFound();
    const id = await insertSpecialHours(trx, { ...fields, createdAt: ctx.clock.now() });
    const added = { id, version: 1, ...fields };
    await trace(trx, ctx, 'special_hours.added', added, { after: added });
    return added;
  });
}

/** Changes them. Throws `libraries.special_hours_not_found`, `platform.version_conflict`, `platform.invalid_input`. */
export async function updateSpecialHours(
  ctx: Ctx,
  id: number,
  version: number,
  changes: Partial<SpecialHoursInput>,
): Promise<SpecialHours> {
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockChecked(trx, ctx, id, version);
    const { libraryId, dateFrom, dateTo, reason, hours, onClosedDays } = before;
    const fields = parseInput(specialHoursInput, {
      libraryId,
      dateFrom,
      dateTo,
      reason,
      hours,
      onClosedDays,
      ...changes,
    });
    authorize(ctx, 'libraries.manage', fields.libraryId);
    await changeSpecialHours(trx, id, fields);
    const after = { id, version: version + 1, ...fields };
    await trace(trx, ctx, 'special_hours.updated', after, changedParts(before, after));
    return after;
  });
}

/** Takes them out of the calendar. @returns what they were */
export async function removeSpecialHours(ctx: Ctx, id: number, version: number): Promise<SpecialHours> {
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockChecked(trx, ctx, id, version);
    await deleteSpecialHours(trx, id);
    await trace(trx, ctx, 'special_hours.removed', before, { before });
    return before;
  });
}

async function lockChecked(trx: Tx, ctx: Ctx, id: number, version: number): Promise<SpecialHours> {
  const before = await lockSpecialHours(trx, id);
  if (!before) throw libraryErrors.specialHoursNotFound();
  authorize(ctx, 'libraries.manage', before.libraryId);
  if (before.version !== version) throw platformErrors.versionConflict();
  return before;
}
