import { recordAudit } from '#modules/ground/audit';
import { getLibrary, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { addDays, instantAt, localDate } from '#shared/dates';
import type { RecordedVisit } from './client.ts';
import { countPeople, insertVisit, type NewVisit } from './data/visits.queries.ts';

const MINUTE = 60_000;
/** A device that was without a network sends what it kept; later than this it is no more a visit but a story. */
const OLDEST = 7 * 24 * 60 * MINUTE;

/** When a visit was. Throws `platform.invalid_input` for one of the future, or of more than a week ago. */
export function instantOf(ctx: Ctx, at: Date | undefined): Date {
  const now = ctx.clock.now();
  if (at === undefined) return now;
  // clocks of devices are a little wrong
  if (at.getTime() > now.getTime() + MINUTE) throw platformErrors.invalidInput({}, { at: 'date_in_future' });
  if (now.getTime() - at.getTime() > OLDEST) throw platformErrors.invalidInput({}, { at: 'past' });
  return at;
}

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);

/** The day of a library in which an instant lies. */
export function dayAround(at: Date, { timeZone }: Pick<Library, 'timeZone'>): { from: Date; until: Date } {
  const day = localDate(at, timeZone);
  return { from: instantAt(day, 0, timeZone), until: instantAt(addDays(day, 1), 0, timeZone) };
}

/** Through what a visit came in. */
export const viaOf = (ctx: Ctx): 'door' | 'api' => (ctx.via === 'api' ? 'api' : 'door');

/** People who came to a library on the day of an instant. The caller has checked the permission. */
export const peopleOn = async (db: Db | Tx, library: Pick<Library, 'id' | 'timeZone'>, at: Date): Promise<number> =>
  countPeople(db, { libraryId: library.id, ...dayAround(at, library) });

/**
 * Writes a visit of which nothing else is known, and its trace: how many, never who.
 * @returns null where the visit is counted already
 */
export async function writeVisit(trx: Tx, ctx: Ctx, visit: NewVisit): Promise<{ id: number; people: number } | null> {
  const row = await insertVisit(trx, visit);
  if (!row) return null;
  await recordAudit(trx, ctx, {
    action: 'visit.recorded',
    entity: 'visit',
    entityId: row.id,
    libraryId: row.libraryId,
    after: { kind: row.kind, people: row.people, via: visit.via },
  });
  return { id: row.id, people: row.people };
}

/** The answer to who is at the door. */
export async function answer(
  trx: Tx,
  library: Library,
  at: Date,
  visit: Omit<RecordedVisit, 'today'>,
): Promise<RecordedVisit> {
  return { ...visit, today: await peopleOn(trx, library, at) };
}

/** The library of a visit. Throws `libraries.not_found`. */
export const libraryOf = async (ctx: Ctx, libraryId: number): Promise<Library> => getLibrary(ctx, libraryId);
