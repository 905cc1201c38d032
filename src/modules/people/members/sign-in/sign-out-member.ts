import { endMemberSessions } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteSignInLinks } from '../data/sign-in-links.queries.ts';

/**
 * Nobody is in as this member any more: sessions end, and a link that is under way opens nothing. The caller holds the member's row.
 * @param input.except the session in which the member says so
 */
export async function signOutMember(
  trx: Tx,
  ctx: Ctx,
  input: { memberId: number; except?: number | null },
): Promise<void> {
  await endMemberSessions(trx, ctx, input);
  await deleteSignInLinks(trx, input.memberId);
}
