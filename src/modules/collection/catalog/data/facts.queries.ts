import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** The main class (first figure of the DDC). */
const mainClass = sql`substring(bib.ddc from '^[0-9]') as class`;
/** While a copy is lent to another library as one of a box, it stays its owner's. */
const owner = sql`coalesce(item.owner_library_id, item.library_id) as library_id`;

/** Copies by the day on which they were acquired, or where that is not known, were entered; by the library that has them now. */
export const copiesAdded = ({ from, to, after, before }: FactSpan) => sql`
  select ${owner}, case when item.acquired_on is null then item.created_at end as at, item.acquired_on as on_day, 1 as n,
    ${mainClass}, item.item_type, item.source
  from item join bib on bib.id = item.bib_id
  where item.acquired_on between ${from}::date and ${to}::date
    or (item.acquired_on is null and item.created_at >= ${after} and item.created_at < ${before})`;

/** Copies that were written off and did not come back since. */
export const copiesWrittenOff = ({ after, before }: FactSpan) => sql`
  select ${owner}, item.withdrawn_at as at, null::date as on_day, 1 as n, ${mainClass}, item.item_type, item.source
  from item join bib on bib.id = item.bib_id
  where item.withdrawn_at >= ${after} and item.withdrawn_at < ${before}`;

/**
 * Downloads of files, which are of the whole network. By what the file is, never by its record: next to a list of who is at a workshop for
 * which one report was put there, a file that one person took on a day would say who.
 */
export const filesDownloaded = ({ after, before }: FactSpan) => sql`
  select null::bigint as library_id, download.at, null::date as on_day, 1 as n, ${mainClass}, attachment.media_type
  from attachment_download download join attachment on attachment.id = download.attachment_id
  join bib on bib.id = attachment.bib_id
  where download.at >= ${after} and download.at < ${before}`;
