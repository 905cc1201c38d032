import type { Ctx } from '#platform/context';
import { authorizeAnywhere, serves } from '#platform/rights/authorize';
import { memberErrors } from '../errors.ts';

/**
 * What somebody says of being served is for the member and for staff who serve that member at the desk: the member's own session, or
 * `members.desk_help`. Nobody learns which numbers are taken: `members.not_found`.
 */
export function theirs<T extends { id: number; homeLibraryId: number }>(
  { actor }: Pick<Ctx, 'actor'>,
  number: string,
  member: T | undefined,
): T {
  const may =
    actor.kind === 'member'
      ? actor.id === member?.id
      : member !== undefined && serves(actor, 'members.desk_help', member.homeLibraryId);
  if (!member || !may) throw memberErrors.notFound({ number });
  return member;
}

/** The first look, before the member is known. */
export function atDeskOrOwn(ctx: Pick<Ctx, 'actor'>): void {
  if (ctx.actor.kind !== 'member') authorizeAnywhere(ctx, 'members.desk_help');
}
