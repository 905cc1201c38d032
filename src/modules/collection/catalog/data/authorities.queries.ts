import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import type { AuthorityKind } from '../rules/terms.ts';

export interface AuthorityRow {
  id: number;
  controlNumber: string | null;
  kind: AuthorityKind;
  heading: string;
  foldedHeading: string;
  marc: MarcRecord;
  note: string | null;
  mergedIntoId: number | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const rows = (db: Db | Tx) =>
  db
    .selectFrom('authority')
    .select([
      'id',
      'controlNumber',
      'heading',
      'foldedHeading',
      'note',
      'mergedIntoId',
      'version',
      'createdAt',
      'updatedAt',
    ])
    .select([sql<AuthorityKind>`kind`.as('kind'), sql<MarcRecord>`marc`.as('marc')]);

export const selectAuthority = async (db: Db | Tx, id: number): Promise<AuthorityRow | undefined> =>
  rows(db).where('id', '=', id).executeTakeFirst();

/** Locks headings in the order of their ids, so that two merges cannot wait for each other. */
export const lockAuthorities = async (trx: Tx, ids: readonly number[]): Promise<AuthorityRow[]> =>
  rows(trx).where('id', 'in', ids).orderBy('id').forUpdate().execute();

/** Living headings with one of these texts, or with one of these control numbers. */
export async function findSameAuthorities(
  trx: Tx,
  wanted: readonly { kind: AuthorityKind; folded: string; controlNumber: string | null }[],
): Promise<AuthorityRow[]> {
  if (wanted.length === 0) return [];
  const numbers = wanted.map((one) => one.controlNumber).filter((number) => number !== null);
  const folded = wanted.map((one) => one.folded);
  return rows(trx)
    .where((eb) =>
      eb.or([
        eb('controlNumber', '=', sql<string>`any(${numbers}::text[])`),
        eb.and([
          eb('kind', 'in', ['name', 'corporate', 'subject', 'series']),
          eb(sql`md5(folded_heading)`, '=', sql`any(select md5(unnest(${folded}::text[])))`),
          eb('mergedIntoId', 'is', null),
        ]),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface AuthorityValues {
  controlNumber: string | null;
  kind: AuthorityKind;
  heading: string;
  foldedHeading: string;
  marc: MarcRecord;
  note: string | null;
}

/** @returns ids in the order given */
export async function insertAuthorities(trx: Tx, values: readonly AuthorityValues[], now: Date): Promise<number[]> {
  if (values.length === 0) return [];
  const inserted = await trx
    .insertInto('authority')
    .values(values.map((value) => ({ ...value, marc: JSON.stringify(value.marc), createdAt: now, updatedAt: now })))
    .returning('id')
    .execute();
  return inserted.map((row) => row.id);
}

/** Rewrites a heading that the caller has locked; its version moves on. */
export async function changeAuthority(
  trx: Tx,
  id: number,
  values: Partial<AuthorityValues> & { mergedIntoId?: number },
  now: Date,
): Promise<void> {
  const { marc, ...others } = values;
  await trx
    .updateTable('authority')
    .set({
      ...others,
      ...(marc ? { marc: JSON.stringify(marc) } : {}),
      updatedAt: now,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export interface VariantValues {
  authorityId: number;
  kind: 'see' | 'see_also';
  form: string;
  foldedForm: string;
}

const VARIANTS_PER_STATEMENT = 5000;

/** Replaces the other forms of these headings. A related heading is tied to its authority where there is one. */
export async function replaceVariants(
  trx: Tx,
  authorityIds: readonly number[],
  variants: readonly VariantValues[],
): Promise<void> {
  await trx.deleteFrom('authorityVariant').where('authorityId', 'in', authorityIds).execute();
  for (let from = 0; from < variants.length; from += VARIANTS_PER_STATEMENT) {
    await trx
      .insertInto('authorityVariant')
      .values(variants.slice(from, from + VARIANTS_PER_STATEMENT))
      .execute();
  }
  if (!variants.some((variant) => variant.kind === 'see_also')) return;
  await sql`
    update authority_variant v set related_authority_id = other.id
    from authority own, authority other
    where v.authority_id = any(${authorityIds}::bigint[]) and v.kind = 'see_also' and own.id = v.authority_id
      and other.kind = own.kind and md5(other.folded_heading) = md5(v.folded_form)
      and other.folded_heading = v.folded_form and other.merged_into_id is null`.execute(trx);
}

export interface AuthorityVariantRow {
  kind: 'see' | 'see_also';
  form: string;
  relatedAuthorityId: number | null;
}

export async function selectVariants(db: Db | Tx, authorityId: number): Promise<AuthorityVariantRow[]> {
  return db
    .selectFrom('authorityVariant')
    .select([sql<'see' | 'see_also'>`kind`.as('kind'), 'form', 'relatedAuthorityId'])
    .where('authorityId', '=', authorityId)
    .orderBy('form')
    .execute();
}

/** A heading in a list: with the forms that are not used and the number of records that use it. */
export interface AuthorityListed {
  id: number;
  kind: AuthorityKind;
  heading: string;
  note: string | null;
  see: string[];
  bibCount: number;
  version: number;
}

export interface AuthorityFilter {
  kind?: AuthorityKind | undefined;
  /** Folded text; every word must be in the heading or in one of its other forms. */
  words: readonly string[];
  /** Folded text that ranks headings that begin with it first. */
  prefix?: string;
  after?: { folded: string; id: number } | null;
  limit: number;
}

const like = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** By heading, or with `prefix` by how well it fits. One row more than `limit` when listing. */
export async function selectAuthorities(
  db: Db,
  filter: AuthorityFilter,
): Promise<(AuthorityListed & { folded: string })[]> {
  const every = (column: string) =>
    sql.join(
      filter.words.map((word) => sql`${sql.ref(column)} like ${like(word)}`),
      sql` and `,
    );
  const matches =
    filter.words.length === 0
      ? sql`true`
      : sql`(${every('a.foldedHeading')} or a.id in (select v.authority_id from authority_variant v where v.kind = 'see' and ${every('v.foldedForm')}))`;
  const ofKind = filter.kind ? sql`a.kind = ${filter.kind}` : sql`true`;
  const after = filter.after ? sql`(a.folded_heading, a.id) > (${filter.after.folded}, ${filter.after.id})` : sql`true`;
  const count = sql`(select count(distinct l.bib_id) from bib_authority l where l.authority_id = a.id)`;
  const order =
    filter.prefix === undefined
      ? sql`a.folded_heading, a.id`
      : sql`(a.folded_heading like ${filter.prefix.replace(/[\\%_]/g, '\\$&') + '%'}) desc, "bibCount" desc, a.folded_heading`;
  const { rows: found } = await sql<AuthorityListed & { folded: string }>`
    select a.id, a.kind, a.heading, a.folded_heading as folded, a.note, a.version, ${count} as "bibCount",
      coalesce((select array_agg(v.form order by v.form) from authority_variant v
        where v.authority_id = a.id and v.kind = 'see'), '{}') as see
    from authority a
    where a.merged_into_id is null and ${ofKind} and ${after} and ${matches}
    order by ${order} limit ${filter.limit}`.execute(db);
  return found;
}

export async function countBibsOfAuthority(db: Db | Tx, authorityId: number): Promise<number> {
  const row = await db
    .selectFrom('bibAuthority')
    .select((eb) => eb.fn.count<number>('bibId').distinct().as('count'))
    .where('authorityId', '=', authorityId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Some of the records that use a heading, most lent first. */
export async function selectBibsOfAuthority(
  db: Db,
  authorityId: number,
  limit: number,
): Promise<{ id: number; title: string; mainAuthor: string | null; year: number | null }[]> {
  return db
    .selectFrom('bib')
    .select(['id', 'title', 'mainAuthor', 'year'])
    .where('deletedAt', 'is', null)
    .where('id', 'in', (eb) => eb.selectFrom('bibAuthority').select('bibId').where('authorityId', '=', authorityId))
    .orderBy('loanCount', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Records that carry one of these headings as text, linked or not. */
export async function selectBibsWithHeadings(
  trx: Tx,
  headings: readonly string[],
): Promise<{ id: number; marc: MarcRecord }[]> {
  const texts = sql`${headings}::text[]`;
  return trx
    .selectFrom('bib')
    .select(['id', sql<MarcRecord>`marc`.as('marc')])
    .where(sql<boolean>`authors && ${texts} or subjects && ${texts} or series && ${texts}`)
    .execute();
}

/** Records from after an id, for passes over the whole catalogue. */
export async function selectBibsAfter(
  db: Db | Tx,
  afterId: number,
  limit: number,
): Promise<{ id: number; marc: MarcRecord }[]> {
  return db
    .selectFrom('bib')
    .select(['id', sql<MarcRecord>`marc`.as('marc')])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
}
