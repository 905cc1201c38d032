import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PageKind } from '../rules/terms.ts';

/** Which page has or had an address. */
export const findSlug = async (
  db: Db | Tx,
  { kind, slug }: { kind: PageKind; slug: string },
): Promise<number | undefined> =>
  (
    await db
      .selectFrom('siteSlug')
      .select('pageId')
      .where('kind', '=', kind)
      .where('slug', '=', slug)
      .executeTakeFirst()
  )?.pageId;

/** Addresses that begin so, of anybody. */
export const selectSlugsLike = async (
  db: Db | Tx,
  { kind, slug }: { kind: PageKind; slug: string },
): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('siteSlug')
    .select('slug')
    .where('kind', '=', kind)
    .where((eb) => eb.or([eb('slug', '=', slug), eb('slug', 'like', `${slug}-%`)]))
    .execute();
  return new Set(rows.map((row) => row.slug));
};

/** Gives a page an address; its own from before is its own again. A unique violation: another has or had it. */
export const insertSlug = async (
  trx: Tx,
  { kind, slug, pageId, givenAt }: { kind: PageKind; slug: string; pageId: number; givenAt: Date },
): Promise<void> => {
  await trx.insertInto('siteSlug').values({ kind, slug, pageId, givenAt }).execute();
};

export const deleteSlug = async (trx: Tx, { kind, slug }: { kind: PageKind; slug: string }): Promise<void> => {
  await trx.deleteFrom('siteSlug').where('kind', '=', kind).where('slug', '=', slug).execute();
};

/** Lets one after the other look for a free address: two who begin the same title get two. */
export const holdSlugs = async (trx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('site_slug', 0))`.execute(trx);
};
