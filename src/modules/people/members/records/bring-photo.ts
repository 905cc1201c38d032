import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { findMemberById, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import { askGuardian } from '../rules/consent.ts';

/**
 * `there`: people here have given them a photo, or taken it away. `gone`: they were erased here. `guardian`: a child whose guardian has not agreed to the card yet,
 * of whom no face is kept.
 */
export type PhotoStand = 'free' | 'there' | 'gone' | 'guardian';

/** A photo that another system brings of a member whom it brought. */
export interface BroughtPhoto {
  memberId: number;
  /** Whether the photo, or that there is none, is as the other system left it. */
  isUntouched: (photoKey: string | null) => boolean;
}
export type PhotoBrought =
  | {
      outcome: 'set';
      /** Versions of the member, before and now. */
      before: number;
      version: number;
      /** Pictures that nobody is shown with any more. */
      old: string[];
    }
  | { outcome: 'there' | 'gone' | 'guardian' };

function judge(
  { clock }: Pick<Ctx, 'clock'>,
  member: MemberRecord | undefined,
  { isUntouched }: BroughtPhoto,
): PhotoStand {
  if (!member || member.erasedAt !== null) return 'gone';
  if (!isUntouched(member.photoKey)) return 'there';
  // also where nobody has asked yet: people at a desk may take a photo then, a dump may not
  return askGuardian(member, localDate(clock.now(), member.timeZone)) ? 'guardian' : 'free';
}

/** Whether {@link bringPhoto} would set the photo; nothing is changed. */
export const foreseePhoto = async (ctx: Pick<Ctx, 'db' | 'clock'>, photo: BroughtPhoto): Promise<PhotoStand> =>
  judge(ctx, await findMemberById(ctx.db, photo.memberId), photo);

/**
 * Gives a member whom another system brought the photo that they had there, unless people here have said otherwise. In the caller's transaction; the
 * caller has checked the permission, has stored the portrait, and removes the old one once this is kept.
 */
export async function bringPhoto(trx: Tx, ctx: Ctx, photo: BroughtPhoto, photoKey: string): Promise<PhotoBrought> {
  const found = await findMemberById(trx, photo.memberId);
  const held = found && (await lockMember(trx, found.number));
  // the number may have gone to somebody else meanwhile
  const member = held?.id === photo.memberId ? held : undefined;
  const stand = judge(ctx, member, photo);
  if (!member || stand === 'gone') return { outcome: 'gone' };
  if (stand !== 'free') return { outcome: stand };
  await updateMemberRow(trx, member.id, { photoKey }, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'member.photo_set',
    entity: 'member',
    entityId: member.id,
    libraryId: member.homeLibraryId,
  });
  return {
    outcome: 'set',
    before: member.version,
    version: member.version + 1,
    old: member.photoKey === null ? [] : [member.photoKey],
  };
}
