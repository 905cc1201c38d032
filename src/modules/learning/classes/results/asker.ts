import type { Ctx } from '#platform/context';
import { authorize, can } from '#platform/rights/authorize';
import type { Asker } from '../rules/tell-classes.ts';

type Reader = Pick<Ctx, 'actor'>;

/**
 * How somebody reads the figures of a school: as the school itself, with `reports.read` or `courses.manage` there, or as one who sees schools, with
 * either in the whole network. Throws `platform.forbidden`.
 */
export function askerAt({ actor }: Reader, libraryId: number): Asker {
  if (can(actor, 'reports.read', null) || can(actor, 'courses.manage', null)) return 'city';
  if (!can(actor, 'courses.manage', libraryId)) authorize({ actor }, 'reports.read', libraryId);
  return 'school';
}

/** Whether they see its classes as well: the school itself does, and whoever answers for its courses. */
export const seesClasses = ({ actor }: Reader, libraryId: number): boolean =>
  askerAt({ actor }, libraryId) === 'school' || can(actor, 'courses.manage', libraryId);
