import { listLibraries, type Library } from '#modules/ground/libraries';
import { getOwnMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { courseErrors } from '../errors.ts';
import type { NamedLibrary } from '../rules/outcome.ts';
import { isNear, kmBetween } from '../rules/near.ts';
import type { SearchGoal } from '../rules/tasks.ts';
import type { Learner } from './learner.ts';

async function ownId(ctx: Ctx, { libraryId = null }: Pick<Learner, 'libraryId'>): Promise<number | null> {
  if (ctx.actor.kind === 'member') return (await getOwnMember(ctx)).homeLibraryId;
  return ctx.actor.kind === 'account' ? ctx.actor.homeLibraryId : libraryId;
}

/** The library of whoever learns: of their membership, their work or their class; null: they have none, or it is not open any more, and they choose one. */
export async function ownLibrary(ctx: Ctx, learner: Pick<Learner, 'libraryId'>): Promise<Library | null> {
  const id = await ownId(ctx, learner);
  const open = id === null ? [] : await listLibraries(ctx, { active: true });
  return open.find((one) => one.id === id) ?? null;
}

const named = ({ id, code, name, timeZone }: Library): NamedLibrary => ({ id, code, name, timeZone });

/** Libraries as they are seen from one. */
interface Around {
  from: NamedLibrary;
  /** Ids of that one and of those near it. */
  near: number[];
  /** All that are open, the nearest first; of which nobody noted where they lie last. */
  all: { library: NamedLibrary; km: number | null }[];
}

/** What lies around each of some open libraries. */
function around(open: readonly Library[], own: Library, km: number): Around {
  const far = (one: Library): number => kmBetween(own, one) ?? Number.POSITIVE_INFINITY;
  return {
    from: named(own),
    near: open.filter((one) => isNear(own, one, km)).map(({ id }) => id),
    all: open
      .toSorted((a, b) => (far(a) === far(b) ? a.id - b.id : far(a) - far(b)))
      .map((one) => ({ library: named(one), km: kmBetween(own, one) })),
  };
}

/**
 * What is near whoever learns, where a goal asks for it: around their own library, else around the one that they chose. Throws
 * `courses.near_unknown` where there is neither. @returns null: the goal does not ask
 */
export async function aroundLearner(
  ctx: Ctx,
  { near }: SearchGoal,
  about: { learner: Pick<Learner, 'libraryId'>; chosen: number | string | null },
): Promise<Around | null> {
  const km = near ?? null;
  if (km === null) return null;
  const open = await listLibraries(ctx, { active: true });
  const ref = String(about.chosen ?? '').toUpperCase();
  const chosen = open.find(({ id, code }) => String(id) === ref || code.toUpperCase() === ref);
  const own = (await ownLibrary(ctx, about.learner)) ?? chosen;
  if (!own) throw courseErrors.nearUnknown({}, { near: 'required' });
  return around(open, own, km);
}

/** What is near each open library, in the order in which people see them. @param km how far is near */
export async function aroundEach(ctx: Pick<Ctx, 'db'>, km: number): Promise<Around[]> {
  const open = await listLibraries(ctx, { active: true });
  return open.map((own) => around(open, own, km));
}
