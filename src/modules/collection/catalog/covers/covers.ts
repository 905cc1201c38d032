import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { coverFile } from '#shared/cover';
import { recordAudit } from '#modules/ground/audit';
import { changeBibState } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { getBib } from '../bibs/get-bib.ts';
import { saidName, citedName } from '../rules/formats/work.ts';
import { authorizeBib } from '../bibs/may-write-bib.ts';
import { lockBibVersion } from '../bibs/update-bib.ts';
import { discardCover, keepCover, makeCover, LARGEST_BYTES, tooLarge } from './make-cover.ts';

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
  if (file.size > LARGEST_BYTES) throw tooLarge();
  const source = new Uint8Array(await file.arrayBuffer());
  const pictures = await makeCover(source);
  const kept = await keepCover(storage, pictures);
  try {
    const { version, old } = await replaceCover(ctx, input, kept);
    for (const key of old) await storage.remove(key);
    return version;
  } catch (error) {
    await discardCover(storage, kept);
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
