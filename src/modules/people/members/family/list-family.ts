import { authorize, authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { findLink, selectChildren, selectGuardians, type LinkRow } from '../data/family.queries.ts';
import { findMember } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { linkHolds } from '../rules/family.ts';

/** Who stands at the other end of a link. */
export interface FamilyMember {
  number: string;
  fullName: string;
  /** Of the guardian to the child. */
  relation: string;
  since: Date;
}
export interface Family {
  /** For whom this member may look after loans, the oldest first. */
  children: FamilyMember[];
  /** Who may look after the loans of this member. */
  guardians: FamilyMember[];
}

const view = ({ number, fullName, relation, startedAt: since }: LinkRow): FamilyMember => ({
  number,
  fullName,
  relation,
  since,
});

/**
 * The links of a member that hold today. Permission `members.read` at the home library, or the member's own session. Whom the reader
 * does not serve is left out. Throws `members.not_found`.
 */
export async function listFamily(ctx: Ctx, number: string): Promise<Family> {
  const { actor } = ctx;
  const own = actor.kind === 'member' && actor.number === number;
  if (!own) authorizeAnywhere(ctx, 'members.read');
  const member = await findMember(ctx.db, number);
  if (!member) throw memberErrors.notFound({ number });
  if (!own) authorize(ctx, 'members.read', member.homeLibraryId);
  const [children, guardians] = await Promise.all([
    selectChildren(ctx.db, member.id),
    selectGuardians(ctx.db, member.id),
  ]);
  const now = ctx.clock.now();
  const seen = (one: LinkRow): boolean => serves(actor, 'members.read', one.homeLibraryId);
  const isChild = linkHolds(member.birthDate, localDate(now, member.timeZone));
  return {
    children: children
      .filter((child) => linkHolds(child.birthDate, localDate(now, child.timeZone)) && seen(child))
      .map(view),
    guardians: isChild ? guardians.filter(seen).map(view) : [],
  };
}

/**
 * May this member look after that one's loans at this instant? Inside a transaction that acts on it, `trx` keeps the link from being
 * ended until the act is done.
 */
export async function guards(
  db: Db | Tx,
  pair: { guardianId: number; childId: number },
  now: Date,
  lock: boolean,
): Promise<boolean> {
  const link = await findLink(db, pair, lock ? 'share' : undefined);
  return link !== undefined && linkHolds(link.birthDate, localDate(now, link.timeZone));
}
