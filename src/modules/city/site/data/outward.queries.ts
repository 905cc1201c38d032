import { sql } from 'kysely';
import type { KeptBlock } from '#modules/ground/content/client';
import type { Db, Tx } from '#platform/database/db';
import type { PageKind } from '../rules/terms.ts';
import { DEAD_AFTER } from '../rules/outward.ts';
import { isShown } from './public.queries.ts';

/** The words of pages that everybody sees, page by page of the id. */
export const selectShownBlocks = async (
  db: Db | Tx,
  { now, afterId, limit }: { now: Date; afterId: number; limit: number },
): Promise<{ id: number; blocks: KeptBlock[] }[]> =>
  db
    .selectFrom('sitePage')
    .innerJoin('writingVersion', 'writingVersion.id', 'sitePage.shownVersionId')
    .select(['sitePage.id', sql<KeptBlock[]>`writing_version.blocks`.as('blocks')])
    .where(isShown(now))
    .where('sitePage.id', '>', afterId)
    .orderBy('sitePage.id')
    .limit(limit)
    .execute();

/** These are the addresses of a page, and no others any more. */
export async function keepAddresses(trx: Tx, pageId: number, addresses: readonly string[]): Promise<void> {
  const list = sql`${[...addresses].toSorted()}::text[]`;
  await sql`delete from site_outward_link where page_id = ${pageId} and address <> all(${list})`.execute(trx);
  await sql`insert into site_outward_link (page_id, address) select ${pageId}::bigint, address from unnest(${list}) as found (address)
    where exists (select from site_page where id = ${pageId}) on conflict do nothing`.execute(trx);
}

/** Pages that nobody sees any more lead nowhere. */
export async function forgetUnseen(db: Db | Tx, now: Date): Promise<void> {
  await sql`delete from site_outward_link where not exists (select from site_page
    where site_page.id = site_outward_link.page_id and ${isShown(now)})`.execute(db);
}

/** Addresses that nobody has looked at since an instant (those without an answer: since another), the longest first. */
export async function selectDue(
  db: Db | Tx,
  { before, silentBefore, limit }: { before: Date; silentBefore: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select address from site_outward_link
    where looked_at is null or looked_at < ${before} or (failures > 0 and looked_at < ${silentBefore})
    group by address order by min(looked_at) nulls first, address limit ${limit}`.execute(db);
  return rows.map(({ address }) => address);
}

/** Addresses that answered when they were last looked at, the latest first. */
export async function selectAnswered(db: Db | Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select address from site_outward_link where failures = 0 and looked_at is not null
    group by address order by max(looked_at) desc, address limit ${limit}`.execute(db);
  return rows.map(({ address }) => address);
}

/** What came of a look, wherever the address stands. */
export async function noteLook(
  db: Db | Tx,
  { address, there, at }: { address: string; there: boolean; at: Date },
): Promise<void> {
  await db
    .updateTable('siteOutwardLink')
    .set(
      there
        ? { lookedAt: at, failures: 0, silentSince: null }
        : { lookedAt: at, failures: sql`failures + 1`, silentSince: sql`coalesce(silent_since, ${at})` },
    )
    .where('address', '=', address)
    .execute();
}

/** A link of a page to where nothing answers. */
export interface SilentLink {
  pageId: number;
  kind: PageKind;
  libraryId: number | null;
  title: string;
  address: string;
  silentSince: Date;
}
const dead = (db: Db | Tx, libraryIds: readonly number[] | null) => {
  const query = db
    .selectFrom('siteOutwardLink')
    .innerJoin('sitePage', 'sitePage.id', 'siteOutwardLink.pageId')
    .where('failures', '>=', DEAD_AFTER)
    .where('removedAt', 'is', null);
  return libraryIds === null ? query : query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
};

/** Dead links of pages at libraries (null: everywhere, also those of the network), the oldest first. */
export const selectDead = async (
  db: Db | Tx,
  { libraryIds, limit }: { libraryIds: readonly number[] | null; limit: number },
): Promise<SilentLink[]> =>
  dead(db, libraryIds)
    .select([
      'pageId',
      'libraryId',
      'title',
      'address',
      sql<PageKind>`site_page.kind`.as('kind'),
      sql<Date>`silent_since`.as('silentSince'),
    ])
    .orderBy('silentSince')
    .orderBy('address')
    .orderBy('pageId')
    .limit(limit)
    .execute();

/** How many there are, and since when the oldest. */
export const countDead = async (
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<{ count: number; since: Date | null }> =>
  dead(db, libraryIds)
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('silentSince').as('since')])
    .executeTakeFirstOrThrow();

/** Of these addresses of a page those that did not answer when somebody last looked. */
export async function selectSilent(db: Db | Tx, pageId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('siteOutwardLink')
    .select('address')
    .where('pageId', '=', pageId)
    .where('failures', '>', 0)
    .execute();
  return new Set(rows.map(({ address }) => address));
}
