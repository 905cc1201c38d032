import { z } from 'zod';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { standingDay } from '#platform/requests/bounds';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import { parseInput } from '#platform/requests/parse-input';
import type { ClosedDay } from '../client.ts';
import {
  deleteClosedDayRow,
  findClosedDay,
  insertClosedDayRow,
  lockClosedDay,
  selectClosedDays,
  updateClosedDayRow,
  type ClosedDayFilter,
} from '../data/closed-days.queries.ts';
import { findLibrary } from '../data/libraries.queries.ts';
import { libraryErrors } from '../errors.ts';
import { closedDayInput, type ClosedDayInput } from '../schema.ts';

/** Closed days by date. Anyone may read them. */
export async function listClosedDays(
  ctx: Pick<Ctx, 'db'>,
  filter: ClosedDayFilter & { cursor?: string; limit?: number } = {},
): Promise<{ data: ClosedDay[]; next: string | null }> {
  const { cursor, limit = 200, ...where } = filter;
  const after = decodeCursor(cursor, z.tuple([standingDay, z.number().int()]));
  const rows = await selectClosedDays(ctx.db, where, {
    after: after && { dateFrom: after[0], id: after[1] },
    limit: limit + 1,
  });
  return toPage(rows, limit, (row) => [row.dateFrom, row.id]);
}

/** One entry of the calendar of closed days. Throws `libraries.closed_day_not_found`. */
export async function getClosedDay(ctx: Pick<Ctx, 'db'>, id: number): Promise<ClosedDay> {
  const day = await findClosedDay(ctx.db, id);
  if (!day) throw libraryErrors.closedDayNotFound();
  return day;
}

/** Adds closed days in a transaction that is already open; the caller has checked the permission. */
export async function insertClosedDay(trx: Tx, ctx: Ctx, input: ClosedDayInput): Promise<ClosedDay> {
  const fields = parseInput(closedDayInput, input);
  if (fields.libraryId !== null && !(await findLibrary(trx, fields.libraryId))) throw libraryErrors.notFound();
  const id = await insertClosedDayRow(trx, { ...fields, createdAt: ctx.clock.now() });
  const day = await findClosedDay(trx, id);
  if (!day) throw libraryErrors.closedDayNotFound();
  await recordAudit(trx, ctx, {
    action: 'closed_day.added',
    entity: 'closed_day',
    entityId: id,
    libraryId: day.libraryId,
    after: day,
  });
  return day;
}

/**
 * Adds a day or a range of days on which a library (or, with `libraryId` null, the whole network) is closed.
 * Permission `libraries.manage` for that library, or network-wide.
 */
export async function addClosedDay(ctx: Ctx, input: ClosedDayInput): Promise<ClosedDay> {
  authorize(ctx, 'libraries.manage', input.libraryId);
  return ctx.db.transaction().execute(async (trx) => insertClosedDay(trx, ctx, input));
}

/** Changes it. Throws `libraries.closed_day_not_found`, `platform.version_conflict`, `platform.invalid_input`. */
export async function updateClosedDay(
  ctx: Ctx,
  id: number,
  version: number,
  changes: Partial<ClosedDayInput>,
): Promise<ClosedDay> {
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockClosedDay(trx, id);
    if (!before) throw libraryErrors.closedDayNotFound();
    authorize(ctx, 'libraries.manage', before.libraryId);
    if (before.version !== version) throw platformErrors.versionConflict();
    const { libraryId, dateFrom, dateTo, type, reason, source, yearly, weekly } = before;
    const fields = parseInput(closedDayInput, {
      libraryId,
      dateFrom,
      dateTo,
      type,
      reason,
      source,
      yearly,
      weekly,
      ...changes,
    });
    authorize(ctx, 'libraries.manage', fields.libraryId);
    if (fields.libraryId !== null && !(await findLibrary(trx, fields.libraryId))) throw libraryErrors.notFound();
    await updateClosedDayRow(trx, id, fields);
    const after = await findClosedDay(trx, id);
    if (!after) throw libraryErrors.closedDayNotFound();
    await recordAudit(trx, ctx, {
      action: 'closed_day.updated',
      entity: 'closed_day',
      entityId: id,
      libraryId: after.libraryId,
      ...changedParts(before, after),
    });
    return after;
  });
}

/** Takes it out of the calendar; its trace stays in the audit log. */
export async function removeClosedDay(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockClosedDay(trx, id);
    if (!before) throw libraryErrors.closedDayNotFound();
    authorize(ctx, 'libraries.manage', before.libraryId);
    if (before.version !== version) throw platformErrors.versionConflict();
    await deleteClosedDayRow(trx, id);
    await recordAudit(trx, ctx, {
      action: 'closed_day.removed',
      entity: 'closed_day',
      entityId: id,
      libraryId: before.libraryId,
      before,
    });
  });
}
