import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Storage } from '#platform/storage';
import { coverFile } from '#shared/cover';
import { recordAudit } from '#modules/ground/audit';
import { changeBibState } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { getBib } from '../bibs/get-bib.ts';
import { saidName, citedName } from '../rules/formats/work.ts';
import { COVER_MEGABYTES } from '../rules/terms.ts';
import { authorizeBib } from '../bibs/may-write-bib.ts';
import { lockBibVersion } from '../bibs/update-bib.ts';

/** Widths of the stored pictures, in pixels: for lists (on fine screens too) and for the record's page. */
const SMALL = 320;
const LARGE = 800;
const LARGEST_BYTES = COVER_MEGABYTES * 1024 * 1024;
/** A photograph of 100 megapixels is no cover; more than that is an attempt to fill the memory. */
const LARGEST_PIXELS = 100_000_000;
const FORMATS = new Set(['jpeg', 'png', 'webp']);

async function resized(source: Uint8Array, width: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  return sharp(source, { limitInputPixels: LARGEST_PIXELS })
    .rotate()
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer();
}

/**
 * Stores a picture of the cover (JPEG, PNG or WebP, judged by its content; turned upright, without the camera's data, in two
 * widths) in place of the generated one. Needs `covers.edit`. Refuses `platform.not_acceptable_file`, `platform.too_large`
 * (20 MB), `platform.version_conflict`. @returns the record's new version
 */
export async function setCover(
  ctx: Ctx,
  storage: Storage,
  input: { id: number; version: number },
  file: Blob,
): Promise<number> {
  authorizeAnywhere(ctx, 'covers.edit');
  if (file.size > LARGEST_BYTES)
    throw platformErrors.tooLarge({ megabytes: COVER_MEGABYTES }, { cover: 'file_too_large' });
  const source = new Uint8Array(await file.arrayBuffer());
  let pictures: [Uint8Array, Uint8Array];
  try {
    // loaded with the first picture: it takes 20 MB
    const { default: sharp } = await import('sharp');
    const { format } = await sharp(source, { limitInputPixels: LARGEST_PIXELS }).metadata();
    if (!FORMATS.has(format)) throw new Error(`not a cover: ${format}`);
    pictures = [await resized(source, SMALL), await resized(source, LARGE)];
  } catch {
    throw platformErrors.notAcceptableFile({}, { cover: 'invalid' });
  }
  const keys: string[] = [];
  try {
    for (const picture of pictures) keys.push((await storage.put('sampul', picture)).key);
    const [coverKey = null, coverLargeKey = null] = keys;
    const { version, old } = await replaceCover(ctx, input, { coverKey, coverLargeKey });
    for (const key of old) await storage.remove(key);
    return version;
  } catch (error) {
    for (const key of keys) await storage.remove(key);
    throw error;
  }
}

/** Takes the picture away: the generated cover is shown again. Needs `covers.edit`. @returns the record's new version */
export async function removeCover(ctx: Ctx, storage: Storage, input: { id: number; version: number }): Promise<number> {
  authorizeAnywhere(ctx, 'covers.edit');
  const { version, old } = await replaceCover(ctx, input, { coverKey: null, coverLargeKey: null });
  for (const key of old) await storage.remove(key);
  return version;
}

async function replaceCover(
  ctx: Ctx,
  input: { id: number; version: number },
  keys: { coverKey: string | null; coverLargeKey: string | null },
): Promise<{ version: number; old: string[] }> {
  return ctx.db.transaction().execute(async (trx) => {
    const bib = await lockBibVersion(trx, input);
    await authorizeBib(trx, ctx, bib, 'covers.edit');
    if (bib.deletedAt) throw catalogErrors.bibDeleted();
    await recordAudit(trx, ctx, {
      action: keys.coverKey === null ? 'cover.removed' : 'cover.set',
      entity: 'bib',
      entityId: bib.id,
      before: { coverKey: bib.coverKey },
      after: { coverKey: keys.coverKey },
    });
    const version = await changeBibState(trx, bib.id, keys, ctx.clock.now());
    return { version, old: [bib.coverKey, bib.coverLargeKey].filter((key) => key !== null) };
  });
}

/** The generated cover of a record as an SVG document. Refuses `catalog.bib_not_found`. */
export async function generatedCover(ctx: Ctx, id: number): Promise<string> {
  const { derived } = await getBib(ctx, id);
  const names = derived.authors.map((author) => saidName(citedName(author.name, !author.tag.endsWith('00'))));
  const title = [derived.title, derived.subtitle].filter(Boolean).join(': ');
  return coverFile(title, names.join('; '));
}
