import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { HourHits, LinkHits, LinkKind, ShortLink } from '../client.ts';

/** The columns that say where a link leads: one of them, by kind. */
export interface TargetColumns {
  kind: LinkKind;
  itemId?: number | null;
  bibId?: number | null;
  spaceId?: number | null;
  targetLibraryId?: number | null;
  address?: string | null;
}
export const NO_TARGET = {
  itemId: null,
  bibId: null,
  spaceId: null,
  targetLibraryId: null,
  address: null,
} as const;

export interface NewLink extends TargetColumns {
  code: string;
  label: string;
  place: string;
  campaign?: string;
  channel?: string;
  /** Its openings say at which hours people of the library look. */
  countsHours?: boolean;
  libraryId: number;
  createdAt: Date;
  createdBy: string;
}

/** Rows whose code is taken, or whose copy or shelf has a link, are left out: look again. @returns the codes that were kept */
export async function insertLinks(trx: Tx, links: readonly NewLink[]): Promise<string[]> {
  if (links.length === 0) return [];
  const rows = await trx
    .insertInto('shortLink')
    .values([...links])
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .execute();
  return rows.map((row) => row.code);
}

/** Where the link leads, as a path of ours or an address; a shelf shows its first book, or else its library. */
const leadsTo = sql<string | null>`case short_link.kind
  when 'item' then (select '/katalog/' || item.bib_id from item where item.id = short_link.item_id)
  when 'bib' then '/katalog/' || short_link.bib_id
  when 'space' then (select coalesce(
      (select '/rak/' || item.bib_id || '?perpus=' || item.library_id from item
        where item.space_id = space.id and item.status <> 'withdrawn'
        order by item.call_number_sort nulls last, item.id limit 1),
      '/perpustakaan/' || lower(home.code))
    from space join library home on home.id = space.library_id where space.id = short_link.space_id)
  when 'library' then (select '/perpustakaan/' || lower(there.code) from library there
    where there.id = short_link.target_library_id)
  else short_link.address end`;

const views = (db: Db | Tx) =>
  db
    .selectFrom('shortLink')
    .innerJoin('library', 'library.id', 'shortLink.libraryId')
    .select(['shortLink.id', 'shortLink.code', 'shortLink.label', 'shortLink.place', 'shortLink.createdAt'])
    .select(['shortLink.createdBy', 'shortLink.retiredAt', 'shortLink.campaign', 'shortLink.channel'])
    .select([
      sql<LinkKind>`short_link.kind`.as('kind'),
      sql<ShortLink['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
      leadsTo.as('leadsTo'),
    ]);

/** With the openings since a day. */
const counted = (db: Db | Tx, since: string) =>
  views(db).select(
    sql<number>`(select coalesce(sum(hit.hits), 0)::integer from short_link_hit hit
      where hit.short_link_id = short_link.id and hit.hit_on >= ${since}::date)`.as('hits'),
  );

export const findLink = async (db: Db | Tx, code: string, since: string): Promise<ShortLink | undefined> =>
  counted(db, since).where('shortLink.code', '=', code).executeTakeFirst();

export interface OpenedLink {
  id: number;
  place: string;
  channel: string;
  countsHours: boolean;
  retiredAt: Date | null;
  leadsTo: string | null;
  library: ShortLink['library'];
}
export const findForOpening = async (db: Db | Tx, code: string): Promise<OpenedLink | undefined> =>
  views(db).select('shortLink.countsHours').where('shortLink.code', '=', code).executeTakeFirst();

export async function countHit(db: Db, hit: { shortLinkId: number; hitOn: string; place: string }): Promise<void> {
  await db
    .insertInto('shortLinkHit')
    .values({ ...hit, hits: 1 })
    .onConflict((conflict) =>
      conflict.columns(['shortLinkId', 'hitOn', 'place']).doUpdateSet({ hits: sql`short_link_hit.hits + 1` }),
    )
    .execute();
}

/** @param hour 0 to 23, by the clock of the library; `month` is its first day */
export async function countHour(db: Db, at: { libraryId: number; month: LocalDate; hour: number }): Promise<void> {
  await db
    .insertInto('shortLinkHour')
    .values({ ...at, hits: 1 })
    .onConflict((conflict) =>
      conflict.columns(['libraryId', 'month', 'hour']).doUpdateSet({ hits: sql`short_link_hour.hits + 1` }),
    )
    .execute();
}

/** Openings of a library's links that count hours, hour by hour. @param from the first day of a month */
export const sumHours = async (db: Db | Tx, libraryId: number, from: LocalDate): Promise<HourHits[]> =>
  db
    .selectFrom('shortLinkHour')
    .select(['hour', sql<number>`sum(hits)::integer`.as('hits')])
    .where('libraryId', '=', libraryId)
    .where('month', '>=', from)
    .groupBy('hour')
    .orderBy('hour')
    .execute();

export const lockLink = async (trx: Tx, code: string) =>
  trx.selectFrom('shortLink').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();

export async function changeLink(
  trx: Tx,
  id: number,
  changes: Partial<TargetColumns> & { label?: string; place?: string; campaign?: string; retiredAt?: Date | null },
): Promise<void> {
  await trx.updateTable('shortLink').set(changes).where('id', '=', id).execute();
}

export interface LinkFilter {
  /** null = everywhere. */
  libraryIds: readonly number[] | null;
  /** Part of the label or the place, the start of the code, or the barcode of the copy. */
  q: string;
  /** The code, where a whole one or its address was entered. */
  code: string | null;
  retired: boolean;
  beforeId?: number;
  since: string;
  limit: number;
}

/** From the newest to the oldest; one row more than `limit`. */
export async function selectLinks(db: Db, filter: LinkFilter): Promise<ShortLink[]> {
  const { libraryIds, q, beforeId } = filter;
  let query = counted(db, filter.since)
    .where('shortLink.retiredAt', filter.retired ? 'is not' : 'is', null)
    .orderBy('shortLink.id', 'desc')
    .limit(filter.limit + 1);
  if (libraryIds !== null)
    query = query.where('shortLink.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  if (beforeId !== undefined) query = query.where('shortLink.id', '<', beforeId);
  if (q !== '') {
    const part = `%${q.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
    query = query.where(
      sql<boolean>`(short_link.label ilike ${part} or short_link.place ilike ${part}
        or starts_with(short_link.code, ${filter.code ?? q.toLowerCase()})
        or short_link.item_id = (select id from item where barcode = ${q}))`,
    );
  }
  return query.execute();
}

/** Day by day from a day on. */
export const selectHits = async (db: Db, id: number, from: string): Promise<LinkHits[]> =>
  db
    .selectFrom('shortLinkHit')
    .select(['hitOn as day', 'place', 'hits'])
    .where('shortLinkId', '=', id)
    .where('hitOn', '>=', from)
    .orderBy('hitOn')
    .orderBy('place')
    .execute();

const ofCodes = (codes: readonly string[]) => sql<boolean>`short_link.code = any(${[...codes]}::text[])`;

/** Links of a list, held until the transaction ends. */
export const lockLinks = async (trx: Tx, codes: readonly string[]) =>
  trx
    .selectFrom('shortLink')
    .select(['id', 'code', 'address', 'label', 'campaign'])
    .where(ofCodes(codes))
    .orderBy('id')
    .forUpdate()
    .execute();

/** Openings of several links together, day by day and place by place, from a day on. */
export const sumHits = async (db: Db | Tx, codes: readonly string[], from: string): Promise<LinkHits[]> =>
  db
    .selectFrom('shortLinkHit')
    .innerJoin('shortLink', 'shortLink.id', 'shortLinkHit.shortLinkId')
    .select(['hitOn as day', 'shortLinkHit.place', sql<number>`sum(hits)::integer`.as('hits')])
    .where(ofCodes(codes))
    .where('hitOn', '>=', from)
    .groupBy(['hitOn', 'shortLinkHit.place'])
    .orderBy('hitOn')
    .orderBy('shortLinkHit.place')
    .execute();

/** Openings of each of several links from a day on. */
export async function countHits(db: Db | Tx, codes: readonly string[], from: string): Promise<[string, number][]> {
  const rows = await db
    .selectFrom('shortLinkHit')
    .innerJoin('shortLink', 'shortLink.id', 'shortLinkHit.shortLinkId')
    .select(['shortLink.code', sql<number>`sum(hits)::integer`.as('hits')])
    .where(ofCodes(codes))
    .where('hitOn', '>=', from)
    .groupBy('shortLink.code')
    .execute();
  return rows.map(({ code, hits }) => [code, hits]);
}

/** Openings of all links of a campaign from a day on. @param of `libraryIds` null = everywhere */
export async function sumCampaign(
  db: Db | Tx,
  campaign: string,
  { libraryIds, from }: { libraryIds: readonly number[] | null; from: string },
): Promise<number> {
  let query = db
    .selectFrom('shortLinkHit')
    .innerJoin('shortLink', 'shortLink.id', 'shortLinkHit.shortLinkId')
    .select(sql<number>`coalesce(sum(hits), 0)::integer`.as('hits'))
    .where('campaign', '=', campaign)
    // the index leaves out what is of no campaign
    .where('campaign', '<>', '')
    .where('hitOn', '>=', from);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return (await query.executeTakeFirstOrThrow()).hits;
}

/** A link of a campaign, with all its openings. */
export interface CampaignLink {
  code: string;
  label: string;
  place: string;
  channel: string;
  libraryId: number;
  isRetired: boolean;
  hits: number;
}

/** All links of a campaign, the most opened first. @param of `libraryIds` null = everywhere */
export async function selectOfCampaign(
  db: Db | Tx,
  campaign: string,
  { libraryIds, limit }: { libraryIds: readonly number[] | null; limit: number },
): Promise<CampaignLink[]> {
  let query = db
    .selectFrom('shortLink')
    .select(['code', 'label', 'place', 'channel', 'libraryId', sql<boolean>`retired_at is not null`.as('isRetired')])
    .select(
      sql<number>`(select coalesce(sum(hit.hits), 0)::integer from short_link_hit hit
        where hit.short_link_id = short_link.id)`.as('hits'),
    )
    .where('campaign', '=', campaign)
    // the index leaves out what is of no campaign
    .where('campaign', '<>', '')
    .orderBy('hits', 'desc')
    .orderBy('id')
    .limit(limit);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
}

/** Those of a list that are in use. */
export async function selectInUse(db: Db | Tx, codes: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('shortLink')
    .select('code')
    .where(ofCodes(codes))
    .where('retiredAt', 'is', null)
    .execute();
  return rows.map(({ code }) => code);
}

/** Links of a list that are in use are so no longer. @returns their codes */
export async function retireLinks(trx: Tx, codes: readonly string[], at: Date): Promise<string[]> {
  const rows = await trx
    .updateTable('shortLink')
    .set({ retiredAt: at })
    .where(ofCodes(codes))
    .where('retiredAt', 'is', null)
    .returning('code')
    .execute();
  return rows.map(({ code }) => code);
}

/** The links in use of copies or of rooms and shelves. */
export async function selectCodesOf(
  db: Db | Tx,
  column: 'itemId' | 'spaceId',
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('shortLink')
    .select([`${column} as subjectId`, 'code'])
    .where(column, '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('retiredAt', 'is', null)
    .execute();
  return new Map(rows.flatMap((row) => (row.subjectId === null ? [] : [[row.subjectId, row.code] as const])));
}

/** The barcode of the copy that a link in use stands for. */
export async function selectBarcodeOf(db: Db, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('shortLink')
    .innerJoin('item', 'item.id', 'shortLink.itemId')
    .select('item.barcode')
    .where('shortLink.code', '=', code)
    .where('shortLink.retiredAt', 'is', null)
    .executeTakeFirst();
  return row?.barcode ?? null;
}

/** Links in use that stand for these copies. */
export async function selectLabelCodes(db: Db, barcodes: readonly string[]): Promise<[string, string][]> {
  const rows = await db
    .selectFrom('shortLink')
    .innerJoin('item', 'item.id', 'shortLink.itemId')
    .select(['shortLink.code', 'item.barcode'])
    .where(sql<boolean>`item.barcode = any(${[...barcodes]}::text[])`)
    .where('shortLink.retiredAt', 'is', null)
    .orderBy('shortLink.code')
    .execute();
  return rows.map(({ code, barcode }) => [code, barcode]);
}
