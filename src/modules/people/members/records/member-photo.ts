import type { Readable } from 'node:stream';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { remakePicture } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';
import { PHOTO_MEGABYTES } from '../client.ts';
import { findMember, lockMember, updateMemberRow } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { guardianConsentMissing } from '../rules/consent.ts';
import { localDate } from '#shared/dates';

/** Portrait 3:4, enough for a card in print; cut to where the face is. Refuses `platform.not_acceptable_file` and `platform.too_large`. */
export const portrait = async (bytes: Uint8Array): Promise<Uint8Array> =>
  remakePicture(bytes, {
    resize: { width: 480, height: 640, fit: 'cover', position: 'attention' },
    quality: 82,
    megabytes: PHOTO_MEGABYTES,
    field: 'photo',
    reason: 'photo_unreadable',
  });

/** Stores a {@link portrait}, for a member to be shown with. @returns its key */
export const keepPortrait = async (storage: Storage, picture: Uint8Array): Promise<string> =>
  (await storage.put('photos', picture)).key;

/**
 * Replaces the photo; null takes it away. Permission `members.edit`. The old file is removed once the change is kept. Refuses
 * `members.not_found`, `members.photo_needs_guardian` (a child whose guardian has not agreed to the card yet), `platform.not_acceptable_file`,
 * `platform.too_large`.
 */
export async function setMemberPhoto(
  ctx: Ctx,
  storage: Storage,
  number: string,
  bytes: Uint8Array | null,
): Promise<void> {
  authorizeAnywhere(ctx, 'members.edit');
  const stored = bytes ? await keepPortrait(storage, await portrait(bytes)) : null;
  try {
    const old = await ctx.db.transaction().execute(async (trx) => {
      const member = await lockMember(trx, number);
      if (!member) throw memberErrors.notFound({ number });
      authorize(ctx, 'members.edit', member.homeLibraryId);
      // no face of a child is kept before its guardian agreed to the card
      const today = localDate(ctx.clock.now(), member.timeZone);
      if (stored && guardianConsentMissing(member, today))
        throw memberErrors.photoNeedsGuardian({}, { photo: 'invalid' });
      await updateMemberRow(trx, member.id, { photoKey: stored }, ctx.clock.now());
      await recordAudit(trx, ctx, {
        action: stored ? 'member.photo_set' : 'member.photo_removed',
        entity: 'member',
        entityId: member.id,
        libraryId: member.homeLibraryId,
      });
      return member.photoKey;
    });
    if (old) await storage.remove(old);
  } catch (error) {
    if (stored) await storage.remove(stored);
    throw error;
  }
}

/** The photo as WebP. Permission `members.read`, or the member. Throws `members.not_found` where there is none. */
export async function openMemberPhoto(ctx: Ctx, storage: Storage, number: string): Promise<Readable> {
  const member = await findMember(ctx.db, number);
  const own = ctx.actor.kind === 'member' && ctx.actor.id === member?.id;
  if (!own && member) authorize(ctx, 'members.read', member.homeLibraryId);
  else if (!own) authorizeAnywhere(ctx, 'members.read');
  if (!member?.photoKey) throw memberErrors.notFound({ number });
  return storage.open(member.photoKey);
}
