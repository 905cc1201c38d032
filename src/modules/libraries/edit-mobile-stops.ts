import { recordAudit } from '#modules/audit';
import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { addDays, localDate } from '#shared/dates';
import type { MobileStop, MobileVisit } from './client.ts';
import { deleteSkip, deleteStop, findStop, insertStop, saveSkip, selectStops } from './data/mobile-stops.queries.ts';
import { listClosedDays } from './edit-closed-days.ts';
import { libraryErrors } from './errors.ts';
import { getLibrary } from './get-library.ts';
import { occurrences } from './rules/expand-calendar.ts';
import { fallsOn, visitsBetween } from './rules/mobile-visits.ts';
import { mobileStopInput, skipInput, type MobileStopInput } from './schema.ts';

/** The stops of a mobile library. Anyone may read them. */
export const listMobileStops = (ctx: Pick<Ctx, 'db'>, libraryId: number): Promise<MobileStop[]> =>
  selectStops(ctx.db, libraryId);

/** Where the mobile library comes in the next days, today included, in order; also the visits that are called off, and why. */
export async function nextVisits(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  libraryId: number,
  days: number,
): Promise<MobileVisit[]> {
  const stops = await selectStops(ctx.db, libraryId);
  if (stops.length === 0) return [];
  const { timeZone } = await getLibrary(ctx, libraryId);
  const from = localDate(ctx.clock.now(), timeZone);
  const to = addDays(from, days);
  const { data } = await listClosedDays(ctx, { libraryId, from, to });
  const closed = data.flatMap((day) => occurrences(day, from, to).map((dates) => ({ ...dates, reason: day.reason })));
  const byId = new Map(stops.map((stop) => [stop.id, stop]));
  return visitsBetween(stops, { from, days, closed }).flatMap(({ stopId, on, skipped }) => {
    const stop = byId.get(stopId);
    if (!stop) return [];
    const { place, opensMinute, closesMinute } = stop;
    return [{ stopId, place, on, opensMinute, closesMinute, skipped }];
  });
}

/** One more stop on the route. Permission `libraries.manage` for that library. */
export async function addMobileStop(ctx: Ctx, libraryId: number, input: MobileStopInput): Promise<number> {
  authorize(ctx, 'libraries.manage', libraryId);
  const fields = parseInput(mobileStopInput, input);
  await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertStop(trx, { ...fields, libraryId });
    await trace(trx, ctx, 'mobile_stop.added', { id, libraryId }, { after: fields });
    return id;
  });
}

/** Takes a stop off the route, with what was said about single days. Permission `libraries.manage`. Throws `libraries.stop_not_found`. */
export const removeMobileStop = (ctx: Ctx, id: number): Promise<void> =>
  withStop(ctx, id, async (trx, stop) => {
    await deleteStop(trx, id);
    const { place, firstOn, everyWeeks } = stop;
    await trace(trx, ctx, 'mobile_stop.removed', stop, { before: { place, firstOn, everyWeeks } });
  });

/** It does not come on that day, and why. Permission `libraries.manage`. A day on which it would not come anyway is refused. */
export async function skipVisit(ctx: Ctx, id: number, input: { on: string; reason: string }): Promise<void> {
  const { on, reason } = parseInput(skipInput, input);
  await withStop(ctx, id, async (trx, stop) => {
    if (!fallsOn(stop, on)) throw platformErrors.invalidInput({}, { on: 'no_visit' });
    await saveSkip(trx, id, on, reason);
    await trace(trx, ctx, 'mobile_stop.skipped', stop, { after: { on, reason } });
  });
}

/** It comes all the same. */
export const restoreVisit = (ctx: Ctx, id: number, on: string): Promise<void> =>
  withStop(ctx, id, async (trx, stop) => {
    await deleteSkip(trx, id, on);
    await trace(trx, ctx, 'mobile_stop.restored', stop, { after: { on } });
  });

const withStop = (ctx: Ctx, id: number, work: (trx: Tx, stop: MobileStop) => Promise<void>): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const stop = await findStop(trx, id);
    if (!stop) throw libraryErrors.stopNotFound();
    authorize(ctx, 'libraries.manage', stop.libraryId);
    await work(trx, stop);
  });

const trace = (
  trx: Tx,
  ctx: Ctx,
  action: string,
  { id, libraryId }: Pick<MobileStop, 'id' | 'libraryId'>,
  change: { before?: object; after?: object },
): Promise<void> => recordAudit(trx, ctx, { action, entity: 'mobile_stop', entityId: id, libraryId, ...change });
