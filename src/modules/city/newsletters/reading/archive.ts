import { blocksFor, shownThings } from '#modules/ground/content';
import type { ShownBlock } from '#modules/ground/content/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import { instantAt } from '#shared/dates';
import type { ArchivedLetter } from '../client.ts';
import { findArchived, selectArchive, selectYears, type ArchiveRow } from '../data/archive.queries.ts';
import { newsletterErrors } from '../errors.ts';

function lineOf({ id, slug, head, at, library }: ArchiveRow, locale: Locale): ArchivedLetter {
  const english = locale === 'en' && head.subjectEn !== '';
  return {
    ...{ id, slug, at, library },
    subject: english ? head.subjectEn : head.subject,
    preheader: english && head.preheaderEn !== '' ? head.preheaderEn : head.preheader,
    language: english ? 'en' : 'id',
  };
}

/** Letters that everybody may read, the newest first. @param year of this year alone, by the clock of the network */
export async function listArchive(
  ctx: Ctx,
  { year = null, limit, offset = 0 }: { year?: number | null; limit: number; offset?: number },
): Promise<{ letters: ArchivedLetter[]; more: boolean }> {
  const zone = await networkZone(ctx.db);
  const between =
    year === null
      ? null
      : { from: instantAt(`${year}-01-01`, 0, zone), until: instantAt(`${year + 1}-01-01`, 0, zone) };
  const rows = await selectArchive(ctx.db, { between, limit: limit + 1, offset });
  return { letters: rows.slice(0, limit).map((row) => lineOf(row, ctx.locale)), more: rows.length > limit };
}

/** The years in which letters went out that everybody may read, the latest first. */
export const archiveYears = async ({ db }: Pick<Ctx, 'db'>): Promise<number[]> =>
  selectYears(db, await networkZone(db));

/** A letter of the archive whole: what everybody was sent, with no address that is anybody's own. */
export interface ArchivedWhole extends ArchivedLetter, Awaited<ReturnType<typeof shownThings>> {
  blocks: ShownBlock[];
  /** How many parts are not in the language that was asked for. */
  untranslated: number;
}

/** What stands in the archive at an address. Throws `newsletters.not_found`. */
export async function readArchived(ctx: Ctx, slug: string): Promise<ArchivedWhole> {
  const found = await findArchived(ctx.db, slug);
  if (!found) throw newsletterErrors.notFound();
  const blocks = blocksFor(found.blocks, ctx.locale);
  const isOther = ({ block, language }: ShownBlock): boolean =>
    language !== ctx.locale && block.kind !== 'embed' && block.kind !== 'formula';
  return {
    ...lineOf(found, ctx.locale),
    blocks,
    untranslated: blocks.filter(isOther).length,
    ...(await shownThings(
      ctx,
      blocks.map(({ block }) => block),
    )),
  };
}
