import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { addDays, localDate, localMinute, type LocalDate } from '#shared/dates';
import type { MobileStop, MobileVisit } from '../client.ts';
import {
  deleteSkip,
  deleteStop,
  findStop,
  insertStop,
  saveSkip,
  selectActiveStops,
  selectStops,
} from '../data/mobile-stops.queries.ts';
import { libraryErrors } from '../errors.ts';
import { calendarOf } from './calendar-of.ts';
import { getLibrary } from '../get-library.ts';
import { fallsOn, visitsBetween, type Visit } from '../rules/mobile-visits.ts';
import type { Calendar } from '../rules/opening.ts';
import { mobileStopInput, skipInput, type MobileStopInput } from '../schema.ts';

/** The stops of a mobile library. Anyone may read them. */
export const listMobileStops = async (ctx: Pick<Ctx, 'db'>, libraryId: number): Promise<MobileStop[]> =>
  selectStops(ctx.db, libraryId);

/** Where the mobile library comes in the next days, today included, in order; also the visits that are called off, and why. */
export async function nextVisits(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  libraryId: number,
  days: number,
): Promise<MobileVisit[]> {
  const { timeZone } = await getLibrary(ctx, libraryId);
  return visitsFrom(ctx, await selectStops(ctx.db, libraryId), {
    libraryId,
    from: localDate(ctx.clock.now(), timeZone),
    days,
  });
}

/** So far ahead the next visit of a stop is looked for, in days. */
const A_YEAR = 366;
type StopOf = Pick<MobileStop, 'id' | 'libraryId'>;

/** The visits of one stop that take place, from a day on, in order; none where the stop has left the route. */
export async function stopVisits(
  ctx: Pick<Ctx, 'db'>,
  { id, libraryId }: StopOf,
  { from, days = A_YEAR }: { from: LocalDate; days?: number },
): Promise<MobileVisit[]> {
  const stop = await findStop(ctx.db, id);
  if (!stop) return [];
  const visits = await visitsFrom(ctx, [stop], { libraryId, from, days });
  return visits.filter((visit) => visit.skipped === null);
}

/**
 * The visits of the whole route of a mobile library from a day on, in order, by the stops that it has now; also those that are called off, and
 * why. Anyone may read them.
 */
export const visitsOnRoute = async (
  ctx: Pick<Ctx, 'db'>,
  libraryId: number,
  { from, days }: { from: LocalDate; days: number },
): Promise<MobileVisit[]> => visitsFrom(ctx, await selectStops(ctx.db, libraryId), { libraryId, from, days });

/** The visit of a stop that comes next or is not over yet; null = none within a year. */
export async function nextStopVisit(ctx: Pick<Ctx, 'db' | 'clock'>, stop: StopOf): Promise<MobileVisit | null> {
  const { timeZone } = await getLibrary(ctx, stop.libraryId);
  const now = ctx.clock.now();
  const [today, minute] = [localDate(now, timeZone), localMinute(now, timeZone)];
  const visits = await stopVisits(ctx, stop, { from: today });
  return visits.find((visit) => visit.on > today || visit.closesMinute > minute) ?? null;
}

/** One stop. Anyone may read it. Throws `libraries.stop_not_found`. */
export async function getMobileStop(ctx: Pick<Ctx, 'db'>, id: number): Promise<MobileStop> {
  const stop = await findStop(ctx.db, id);
  if (!stop) throw libraryErrors.stopNotFound();
  return stop;
}

async function visitsFrom(
  ctx: Pick<Ctx, 'db'>,
  stops: readonly MobileStop[],
  { libraryId, from, days }: { libraryId: number; from: LocalDate; days: number },
): Promise<MobileVisit[]> {
  if (stops.length === 0) return [];
  const to = addDays(from, days);
  const closed = closedIn(await calendarOf(ctx.db, libraryId, from, to));
  return placesOf(stops, visitsBetween(stops, { from, days, closed }));
}

const closedIn = ({ closed }: Calendar) =>
  [...closed].map(([day, { reason }]) => ({ dateFrom: day, dateTo: day, reason }));

function placesOf(stops: readonly MobileStop[], visits: readonly Visit[]): MobileVisit[] {
  const byId = new Map(stops.map((stop) => [stop.id, stop]));
  return visits.flatMap(({ stopId, on, skipped }) => {
    const stop = byId.get(stopId);
    if (!stop) return [];
    const { place, opensMinute, closesMinute } = stop;
    return [{ stopId, place, on, opensMinute, closesMinute, skipped }];
  });
}

/**
 * Where all mobile libraries of the network come in the next days, each library's own today included; by library. Anyone may read it.
 * @param calendars of the libraries, from today on and at least as far
 */
export async function mobileVisits(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  calendars: ReadonlyMap<number, Calendar>,
  days: number,
): Promise<Map<number, MobileVisit[]>> {
  const byLibrary = Map.groupBy(await selectActiveStops(ctx.db), (stop) => stop.libraryId);
  const routes = [...byLibrary].flatMap(([id, stops]): [number, MobileVisit[]][] => {
    const calendar = calendars.get(id);
    if (!calendar) return [];
    const from = localDate(ctx.clock.now(), calendar.timeZone);
    return [[id, placesOf(stops, visitsBetween(stops, { from, days, closed: closedIn(calendar) }))]];
  });
  return new Map(routes);
}

/** One more stop on the route. Permission `libraries.manage` for that library. */
export async function addMobileStop(ctx: Ctx, libraryId: number, input: MobileStopInput): Promise<number> {
  authorize(ctx, 'libraries.manage', libraryId);
  await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => insertMobileStop(trx, ctx, libraryId, input));
}

/** The same in a transaction that is already open (sample data); the caller has checked the permission. */
export async function insertMobileStop(trx: Tx, ctx: Ctx, libraryId: number, input: MobileStopInput): Promise<number> {
  const fields = parseInput(mobileStopInput, input);
  const id = await insertStop(trx, { ...fields, libraryId });
  await trace(trx, ctx, 'mobile_stop.added', { id, libraryId }, { after: fields });
  return id;
}

/** Takes a stop off the route, with what was said about single days. Permission `libraries.manage`. Throws `libraries.stop_not_found`. */
export const removeMobileStop = async (ctx: Ctx, id: number): Promise<void> =>
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
export const restoreVisit = async (ctx: Ctx, id: number, on: string): Promise<void> =>
  withStop(ctx, id, async (trx, stop) => {
    await deleteSkip(trx, id, on);
    await trace(trx, ctx, 'mobile_stop.restored', stop, { after: { on } });
  });

const withStop = async (ctx: Ctx, id: number, work: (trx: Tx, stop: MobileStop) => Promise<void>): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const stop = await findStop(trx, id);
    if (!stop) throw libraryErrors.stopNotFound();
    authorize(ctx, 'libraries.manage', stop.libraryId);
    await work(trx, stop);
  });

const trace = async (
  trx: Tx,
  ctx: Ctx,
  action: string,
  { id, libraryId }: Pick<MobileStop, 'id' | 'libraryId'>,
  change: { before?: object; after?: object },
): Promise<void> => recordAudit(trx, ctx, { action, entity: 'mobile_stop', entityId: id, libraryId, ...change });
