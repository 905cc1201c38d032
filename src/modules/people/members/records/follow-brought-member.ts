import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { findMemberById, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import { deleteSignInLinks } from '../data/sign-in-links.queries.ts';
import type { MemberRow } from '../schema.ts';
import { rowPreparer } from './prepare-row.ts';

/** What another system says now of a member whom it brought. */
export interface BroughtMemberNow {
  memberId: number;
  row: MemberRow;
  /** Version of the member as it was last written for that system. */
  version: number;
}
/** `written`, with the version of the member now. Else people here have changed it since; or it is gone; or the row cannot be right. */
export type FollowedMember = { outcome: 'written'; version: number } | { outcome: 'changed_here' | 'gone' | 'refused' };

function judge(before: MemberRecord | undefined, { version }: BroughtMemberNow): FollowedMember['outcome'] {
  if (!before || before.erasedAt !== null) return 'gone';
  return before.version === version ? 'written' : 'changed_here';
}

/** What {@link followBroughtMember} would do, as far as it is seen before; nothing is changed. */
export const foreseeBroughtMember = async (db: Db, now: BroughtMemberNow): Promise<FollowedMember['outcome']> =>
  judge(await findMemberById(db, now.memberId), now);

/**
 * Brings a member up to date whom another system brought and nobody here has changed since. The number stays, for it may be another one here. In the
 * caller's transaction; the caller has checked the permission. The trace says that it was done, and nothing else.
 */
export async function followBroughtMember(trx: Tx, ctx: Ctx, now: BroughtMemberNow): Promise<FollowedMember> {
  const found = await findMemberById(trx, now.memberId);
  const before = found && (await lockMember(trx, found.number));
  const outcome = judge(before, now);
  if (!before || outcome !== 'written') return { outcome: outcome === 'written' ? 'gone' : outcome };
  try {
    const row = { ...(await rowPreparer(trx, ctx))(now.row), number: before.number };
    await updateMemberRow(trx, before.id, row, ctx.clock.now());
    // a link that is under way went to the address of before
    if (row.email !== before.email) await deleteSignInLinks(trx, before.id);
    await recordAudit(trx, ctx, {
      action: 'member.updated',
      entity: 'member',
      entityId: before.id,
      libraryId: row.homeLibraryId,
    });
    return { outcome: 'written', version: before.version + 1 };
  } catch (error) {
    if (error instanceof AppError) return { outcome: 'refused' };
    throw error;
  }
}
