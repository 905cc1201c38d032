import { buffer } from 'node:stream/consumers';
import { getLibrary, getSetting } from '#modules/ground/libraries';
import { getCategory, getMember, openMemberPhoto } from '#modules/people/members';
import { CARD_FIELDS } from '#modules/people/members/client';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { drawnBars, drawnQr } from '#platform/papers/drawings';
import type { Storage } from '#platform/storage';
import { formatDate } from '#shared/dates';
import type { PrintBatch } from './client.ts';
import { membersOfBatch } from './data/subjects.queries.ts';
import type { Label } from './label.ts';
import { seesMember } from './view-batches.ts';

/** 18 × 24 mm at 400 dots to the inch. */
const PHOTO = { width: 288, height: 384 };

/**
 * Both sides of members' cards. The codes hold the number of the card and nothing else; NIK, address and day of birth are not on
 * it. Members who have left since, and those whom this desk does not serve, are left out.
 */
export async function memberCards(
  ctx: Ctx,
  storage: Storage,
  { id, layout }: PrintBatch,
  libraryCount: number,
): Promise<Label[]> {
  const network = await getSetting(ctx.db, 'networkName');
  const shows = (line: string): boolean => layout.lines.includes(line);
  const cards: Label[] = [];
  for (const number of await membersOfBatch(ctx.db, id)) {
    const member = await getMember(ctx, number);
    if (!seesMember(ctx, member.homeLibraryId)) continue;
    const [category, library] = await Promise.all([
      getCategory(ctx, member.category),
      getLibrary(ctx, member.homeLibraryId),
    ]);
    cards.push({
      name: member.fullName,
      number: member.number,
      network,
      libraryCount,
      library: library.name,
      address: [library.address, library.city].filter(Boolean).join(', '),
      category: shows('category') ? category.nameId : '',
      expires: shows('expires')
        ? member.expiresOn === null
          ? 'Seumur hidup'
          : `Sampai ${formatDate(member.expiresOn, 'id')}`
        : '',
      more: CARD_FIELDS.flatMap(({ name }) => (shows(name) && member[name]) || []).join(' · '),
      photo: shows('photo') ? await photoOf(ctx, storage, number) : '',
      qr: drawnQr(member.number),
      bars: drawnBars(member.number),
    });
  }
  return cards;
}

/** As SVG round a small JPEG; empty = there is none. */
async function photoOf(ctx: Ctx, storage: Storage, number: string): Promise<string> {
  try {
    const stored = await buffer(await openMemberPhoto(ctx, storage, number));
    // loaded with the first picture: it takes 20 MB
    const { default: sharp } = await import('sharp');
    const jpeg = await sharp(stored).resize(PHOTO).jpeg({ quality: 85 }).toBuffer();
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PHOTO.width} ${PHOTO.height}"><image ` +
      `width="${PHOTO.width}" height="${PHOTO.height}" href="data:image/jpeg;base64,${jpeg.toString('base64')}"/></svg>`
    );
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return '';
    throw error;
  }
}

/** How many cards `memberCards` makes of a batch: those of members whom the desk does not serve are left out there, too. */
export async function countMemberCards(ctx: Ctx, batchId: number): Promise<number> {
  let count = 0;
  for (const number of await membersOfBatch(ctx.db, batchId)) {
    if (seesMember(ctx, (await getMember(ctx, number)).homeLibraryId)) count++;
  }
  return count;
}
