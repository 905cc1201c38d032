import { z } from 'zod';
import { resolveLibraryId, type LibraryRef } from '#modules/ground/libraries';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { PermissionCode } from '#platform/rights/permissions';
import type { MemberStatus, MemberSummary } from '../client.ts';
import { selectSummaries } from '../data/members.queries.ts';
import { contactLibraries } from './mask-contact.ts';
import { nameWords, phoneDigits } from '../rules/name-search.ts';

export interface SearchMembers {
  /** Start of a number, words of a name in any order, or a phone number. */
  q?: string;
  /** Code of a category. */
  category?: string;
  /** A home library; empty: any. */
  library?: LibraryRef | undefined;
  status?: MemberStatus;
  cursor?: string;
  limit?: number;
}

/** The libraries for which an actor holds a permission; null = all. */
function librariesOf(actor: Actor, permission: PermissionCode): number[] | null {
  if (actor.kind !== 'account' || can(actor, permission, null)) return null;
  const ids = actor.grants.flatMap((grant) => (grant.libraryId === null ? [] : [grant.libraryId]));
  return [...new Set(ids)].filter((id) => can(actor, permission, id));
}

/**
 * Finds members, in the order of their names. Permission `members.read`; whoever holds it for some libraries sees only the
 * members of those (school staff see only their pupils).
 */
export async function searchMembers(
  ctx: Ctx,
  input: SearchMembers = {},
): Promise<{ data: MemberSummary[]; next: string | null }> {
  authorizeAnywhere(ctx, 'members.read');
  const q = input.q?.trim().slice(0, 100) ?? '';
  const limit = input.limit ?? 50;
  const after = decodeCursor(input.cursor, z.tuple([z.string(), z.number().int()]));
  const homeLibraryId = await resolveLibraryId(ctx, input.library === '' ? null : input.library);
  const words = nameWords(q);
  const numberPrefix = /^[A-Za-z0-9][A-Za-z0-9./\s-]*$/.test(q) && /\d/.test(q) ? q.replace(/\s/g, '') : null;
  const rows = await selectSummaries(
    ctx.db,
    {
      words: numberPrefix !== null && /^\d+$/.test(numberPrefix) ? [] : words,
      numberPrefix,
      phone: phoneDigits(q),
      // by a number finds only who may see it: a hit tells whose it is
      phoneWithin: contactLibraries(ctx.actor),
      category: input.category ?? null,
      homeLibraryId,
      within: librariesOf(ctx.actor, 'members.read'),
      status: input.status ?? null,
    },
    { after: after && { fullName: after[0], id: after[1] }, limit: limit + 1 },
  );
  return toPage(rows, limit, (row) => [row.fullName, row.id]);
}
