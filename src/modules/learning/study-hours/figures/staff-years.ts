import { staffAt } from '#modules/ground/identity';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { authorize, holds } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { sumHundredths } from '#shared/decimal';
import { YEAR_TARGET, type LearntThing, type StaffYear } from '../client.ts';
import { learntBy } from '../learnt.ts';
import { countYear } from '../rules/year.ts';

/** Whether an actor heads this library itself: it is their own, or they hold the right there and not in the network alone. */
export const heads = ({ actor }: Pick<Ctx, 'actor'>, libraryId: number): boolean =>
  actor.kind !== 'account' ||
  actor.homeLibraryId === libraryId ||
  holds({ ...actor, grants: actor.grants.filter((grant) => grant.libraryId !== null) }, 'accounts.manage', libraryId);

function yearOf(person: { id: number; name: string }, things: readonly LearntThing[], year: number): StaffYear {
  const { lines, total } = countYear(things, year);
  const from = (source: LearntThing['source']): number =>
    sumHundredths(lines.filter((line) => line.source === source).map(({ counts }) => counts));
  return {
    ...{ id: person.id, name: person.name, total, isReached: total >= YEAR_TARGET },
    ...{ fromCourses: from('course'), fromWorkshops: from('workshop'), fromOwn: from('own') },
  };
}

/** Whoever works at a library as their own, by name, with what they learnt in a year. The caller has checked who may see it. */
export async function yearsAt(
  ctx: Ctx,
  { libraryId, zone, year }: { libraryId: number; zone: string; year: number },
): Promise<StaffYear[]> {
  const staff = (await staffAt(ctx.db, libraryId)).filter(({ homeLibraryId }) => homeLibraryId === libraryId);
  const learnt = await learntBy(
    ctx,
    staff.map(({ id }) => id),
    zone,
  );
  return staff.map((person) => yearOf(person, learnt.get(person.id) ?? [], year));
}

/**
 * Staff of a library by name with their lesson hours in a year: learning is duty of the service, and whoever heads it answers for it. Titles of
 * what they learnt are told to nobody but themselves. Needs `accounts.manage` at that library itself: by the network alone no names are read.
 * Throws `platform.forbidden`, `libraries.not_found`. @param year left out: the present one there
 */
export async function staffYears(
  ctx: Ctx,
  { libraryId, year: asked }: { libraryId: number; year?: number | undefined },
): Promise<{ year: number; library: { id: number; name: string }; staff: StaffYear[] }> {
  authorize(ctx, 'accounts.manage', libraryId);
  if (!heads(ctx, libraryId)) throw platformErrors.forbidden({ permission: 'accounts.manage' });
  const { id, name, timeZone: zone } = await getLibrary(ctx, libraryId);
  const year = asked ?? Number(localDate(ctx.clock.now(), zone).slice(0, 4));
  return { year, library: { id, name }, staff: await yearsAt(ctx, { libraryId, zone, year }) };
}
