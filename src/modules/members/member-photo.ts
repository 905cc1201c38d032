import type { Readable } from 'node:stream';
import { recordAudit } from '#modules/audit';
import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Storage } from '#platform/storage';
import { PHOTO_MEGABYTES } from './client.ts';
import { findMember, lockMember, updateMemberRow } from './data/members.queries.ts';
import { memberErrors } from './errors.ts';

/** Portrait 3:4, enough for a card in print. */
const SIZE = { width: 480, height: 640 };
const MAX_BYTES = PHOTO_MEGABYTES * 1024 * 1024;
const MAX_PIXELS = 60_000_000;

/** Upright, cut to a portrait, without the place and time that a phone writes into it. */
async function portrait(bytes: Uint8Array): Promise<Buffer> {
  if (bytes.byteLength > MAX_BYTES)
    throw platformErrors.tooLarge({ megabytes: PHOTO_MEGABYTES }, { photo: 'file_too_large' });
  try {
    // loaded with the first picture: it takes 20 MB
    const { default: sharp } = await import('sharp');
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .resize({ ...SIZE, fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    throw platformErrors.notAcceptableFile({}, { photo: 'photo_unreadable' });
  }
}

/** Replaces the photo; null takes it away. Permission `members.edit`. The old file is removed once the change is kept. */
export async function setMemberPhoto(
  ctx: Ctx,
  storage: Storage,
  number: string,
  bytes: Uint8Array | null,
): Promise<void> {
  authorize(ctx, 'members.edit');
  const stored = bytes ? await storage.put('photos', await portrait(bytes)) : null;
  try {
    const old = await ctx.db.transaction().execute(async (trx) => {
      const member = await lockMember(trx, number);
      if (!member) throw memberErrors.notFound({ number });
      authorize(ctx, 'members.edit', member.homeLibraryId);
      await updateMemberRow(trx, member.id, { photoKey: stored?.key ?? null }, ctx.clock.now());
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
    if (stored) await storage.remove(stored.key);
    throw error;
  }
}

/** The photo as WebP. Permission `members.read`, or the member. Throws `members.not_found` where there is none. */
export async function openMemberPhoto(ctx: Ctx, storage: Storage, number: string): Promise<Readable> {
  const member = await findMember(ctx.db, number);
  const own = ctx.actor.kind === 'member' && ctx.actor.id === member?.id;
  if (!own) authorize(ctx, 'members.read', member?.homeLibraryId);
  if (!member?.photoKey) throw memberErrors.notFound({ number });
  return storage.open(member.photoKey);
}
