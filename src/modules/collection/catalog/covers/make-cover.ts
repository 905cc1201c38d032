import type { Sharp } from 'sharp';
import { platformErrors } from '#platform/errors';
import type { Storage } from '#platform/storage';
import { COVER_MEGABYTES } from '../rules/terms.ts';

/** Widths of the stored pictures, in pixels: for lists (on fine screens too) and for the record's page. */
const SMALL = 320;
const LARGE = 800;
/** A cover file of more is none. */
export const LARGEST_BYTES = COVER_MEGABYTES * 1024 * 1024;
/** A photograph of 100 megapixels is no cover; more than that is an attempt to fill the memory. */
const LARGEST_PIXELS = 100_000_000;
const FORMATS = new Set(['jpeg', 'png', 'webp']);
/** Enough to see that all of a picture can be read. */
const TRIED = 16;

/** What a record keeps of its cover. */
export interface CoverKeys {
  coverKey: string;
  coverLargeKey: string;
}
/** A cover in both its widths. */
export interface CoverPictures {
  small: Uint8Array;
  large: Uint8Array;
}

export const tooLarge = () => platformErrors.tooLarge({ megabytes: COVER_MEGABYTES }, { cover: 'file_too_large' });

/** Opens a picture as what its content says it is. */
async function opened<T>(source: Uint8Array, use: (open: () => Sharp) => Promise<T>): Promise<T> {
  if (source.byteLength > LARGEST_BYTES) throw tooLarge();
  try {
    // loaded with the first picture: it takes 20 MB
    const { default: sharp } = await import('sharp');
    const open = (): Sharp => sharp(source, { limitInputPixels: LARGEST_PIXELS });
    const { format } = await open().metadata();
    if (!FORMATS.has(format)) throw new Error(`not a cover: ${format}`);
    return await use(open);
  } catch {
    throw platformErrors.notAcceptableFile({}, { cover: 'invalid' });
  }
}

/**
 * A picture (JPEG, PNG or WebP, judged by its content) as covers are kept: upright, without the camera's data, in two widths. Refuses
 * `platform.not_acceptable_file` and `platform.too_large`.
 */
export async function makeCover(source: Uint8Array): Promise<CoverPictures> {
  return opened(source, async (open) => {
    const resized = async (width: number): Promise<Uint8Array> =>
      open().rotate().resize({ width, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer();
    const [small, large] = await Promise.all([resized(SMALL), resized(LARGE)]);
    return { small, large };
  });
}

/** Whether {@link makeCover} would take a picture, for less work; refuses what it refuses. */
export async function tryCover(source: Uint8Array): Promise<void> {
  await opened(source, async (open) => open().resize({ width: TRIED }).raw().toBuffer());
}

/** Stores the pictures of a cover, for a record to name them; nothing is left behind when it fails. */
export async function keepCover(storage: Storage, { small, large }: CoverPictures): Promise<CoverKeys> {
  const { key: coverKey } = await storage.put('sampul', small);
  try {
    return { coverKey, coverLargeKey: (await storage.put('sampul', large)).key };
  } catch (error) {
    await storage.remove(coverKey);
    throw error;
  }
}

/** Removes the pictures of a cover that no record names. */
export async function discardCover(storage: Storage, { coverKey, coverLargeKey }: CoverKeys): Promise<void> {
  await storage.remove(coverKey);
  await storage.remove(coverLargeKey);
}
