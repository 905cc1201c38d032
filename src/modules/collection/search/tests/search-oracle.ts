import { sql, type RawBuilder } from 'kysely';
import type { Db } from '#platform/database/db';
import type { SearchFilters } from '../rules/filter-hits.ts';

/** A query in parts, so that it can be written both for the engine and in SQL. Words are plain: nothing to fold or stem. */
export interface OraclePart {
  words: string[];
  phrase: boolean;
  excluded: boolean;
  field: 'title' | 'author' | 'subject' | null;
}

export const queryText = (parts: readonly OraclePart[]): string =>
  parts
    .map(({ words, phrase, excluded, field }) => {
      const text = phrase ? `"${words.join(' ')}"` : (words[0] ?? '');
      return `${excluded ? '-' : ''}${field ? `${field}:` : ''}${text}`;
    })
    .join(' ');

const TEXTS: Readonly<Record<string, string>> = {
  title: 'array[b.title, b.subtitle]',
  author: `b.authors || array(select v.form from bib_authority u join authority_variant v using (authority_id)
    where u.bib_id = b.id and v.kind = 'see' and u.tag in ('100', '700'))`,
  subject: 'b.subjects',
  rest: 'b.series || b.notes || array[b.publisher, b.summary]',
};

function partCondition({ words, phrase, excluded, field }: OraclePart): RawBuilder<boolean> {
  const texts = field ? TEXTS[field] : Object.values(TEXTS).join(' || ');
  const wanted = sql.join(phrase ? [words.join(' ')] : words.slice(0, 1));
  const query = phrase ? sql`phraseto_tsquery('simple', ${wanted})` : sql`plainto_tsquery('simple', ${wanted})`;
  const found = sql`exists (select 1 from unnest(${sql.raw(texts ?? '')}) t (x) where to_tsvector('simple', x) @@ ${query})`;
  return excluded ? sql<boolean>`not ${found}` : sql<boolean>`${found}`;
}

const held = (filters: SearchFilters): RawBuilder<boolean> => sql<boolean>`i.bib_id = b.id
  and i.status not in ('withdrawn', 'lost', 'missing')
  and (not ${filters.available ?? false} or (i.status = 'available' and not i.on_loan and i.set_aside is null))`;

/** One condition a group of filters; `without` leaves one group out. */
function conditions(filters: SearchFilters, without: string): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`b.deleted_at is null`, sql`not b.hidden`];
  const add = (group: string, wanted: readonly unknown[] | undefined, condition: RawBuilder<unknown>): void => {
    if (wanted && wanted.length > 0 && group !== without) all.push(condition);
  };
  const libraries = without === 'library' ? [] : (filters.libraryIds ?? []);
  if (libraries.length > 0) {
    all.push(sql`exists (select 1 from item i where ${held(filters)} and i.library_id = any(${libraries}))`);
  } else if (filters.available) {
    all.push(sql`exists (select 1 from item i where ${held(filters)})`);
  }
  add('material', filters.materials, sql`b.material = any(${filters.materials})`);
  add('language', filters.languages, sql`b.languages && ${filters.languages}::text[]`);
  add('author', filters.authors, sql`b.authors && ${filters.authors}::text[]`);
  add('subject', filters.subjects, sql`b.subjects && ${filters.subjects}::text[]`);
  add('ddc', filters.ddc, sql`b.ddc like any(${filters.ddc?.map((start) => `${start}%`)}::text[])`);
  if (filters.yearFrom !== undefined) all.push(sql`b.year >= ${filters.yearFrom}`);
  if (filters.yearTo !== undefined) all.push(sql`b.year <= ${filters.yearTo}`);
  const { callNumberFrom, callNumberTo } = filters;
  if (callNumberFrom !== undefined || callNumberTo !== undefined) {
    all.push(sql`exists (select 1 from item i where i.bib_id = b.id and i.status not in ('withdrawn', 'lost', 'missing')
      and i.call_number_sort collate "C" >= lower(${callNumberFrom ?? ''})
      and (${callNumberTo === undefined} or left(i.call_number_sort, ${callNumberTo?.length ?? 0}) collate "C"
        <= lower(${callNumberTo ?? ''})))`);
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`;
}

/** What the catalogue's own tables say about a query. */
export interface OracleAnswer {
  /** In the order of titles. */
  ids: number[];
  facets: Record<'library' | 'material' | 'language' | 'author' | 'subject' | 'ddc', Record<string, number>>;
  available: number;
}

export async function askOracle(db: Db, parts: readonly OraclePart[], filters: SearchFilters): Promise<OracleAnswer> {
  const matches = parts.length === 0 ? sql`true` : sql.join(parts.map(partCondition), sql` and `);
  const where = (without: string): RawBuilder<unknown> => sql`${matches} and ${conditions(filters, without)}`;
  const ids = await sql<{ id: number }>`select b.id from bib b where ${where('')} order by b.title_sort, b.id`.execute(
    db,
  );
  const count = async (group: string, value: string): Promise<Record<string, number>> => {
    const rows = await sql<{ value: string | null; count: number }>`
      select v.value::text, count(distinct b.id)::int as count from bib b, lateral (${sql.raw(value)}) v (value)
      where ${where(group)} and v.value is not null group by 1`.execute(db);
    return Object.fromEntries(rows.rows.map((row) => [row.value ?? '', row.count]));
  };
  const libraryRows = await sql<{ value: string; count: number }>`
    select i.library_id::text as value, count(distinct b.id)::int as count from bib b join item i on ${held(filters)}
    where ${where('library')} group by 1`.execute(db);
  const here =
    filters.libraryIds && filters.libraryIds.length > 0 ? sql`i.library_id = any(${filters.libraryIds})` : sql`true`;
  const available = await sql<{ count: number }>`
    select count(*)::int as count from bib b where ${where('')}
      and exists (select 1 from item i where ${held({ ...filters, available: true })} and ${here})`.execute(db);
  return {
    ids: ids.rows.map((row) => row.id),
    facets: {
      library: Object.fromEntries(libraryRows.rows.map((row) => [row.value, row.count])),
      material: await count('material', 'select b.material'),
      language: await count('language', 'select unnest(b.languages)'),
      author: await count('author', 'select unnest(b.authors)'),
      subject: await count('subject', 'select unnest(b.subjects)'),
      ddc: await count('ddc', 'select left(b.ddc, 1)'),
    },
    available: available.rows[0]?.count ?? 0,
  };
}
