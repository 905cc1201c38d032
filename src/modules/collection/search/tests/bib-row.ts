import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { MarcField, MarcRecord } from '#shared/marc/record';

/** What tests say of a record. */
export interface TestBib {
  title: string;
  subtitle?: string | null;
  authors?: string[];
  subjects?: string[];
  series?: string[];
  publisher?: string | null;
  summary?: string | null;
  notes?: string[];
}

const field = (tag: string, code: string, value: string): MarcField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: [{ code, value }],
});

/** The record that says it. */
export function marcOf(bib: TestBib): MarcRecord {
  const title = [{ code: 'a', value: bib.title }, ...(bib.subtitle ? [{ code: 'b', value: bib.subtitle }] : [])];
  return {
    leader: '00000nam a2200000 i 4500',
    fields: [
      ...(bib.authors ?? []).map((name) => field('700', 'a', name)),
      { tag: '245', ind1: '0', ind2: '0', subfields: title },
      ...(bib.publisher ? [field('264', 'b', bib.publisher)] : []),
      ...(bib.series ?? []).map((series) => field('490', 'a', series)),
      ...(bib.notes ?? []).map((note) => field('500', 'a', note)),
      ...(bib.summary ? [field('520', 'a', bib.summary)] : []),
      ...(bib.subjects ?? []).map((subject) => field('650', 'a', subject)),
    ],
  };
}

/** A row of `bib` with the record in it. */
export const bibRow = <T extends TestBib>(bib: T) => ({
  material: 'buku',
  duplicateKey: '',
  titleSort: bib.title.toLowerCase(),
  ...bib,
  marc: JSON.stringify(marcOf(bib)),
});

/** Changes what a record says of itself, by whoever writes. */
export async function rewriteBib(db: Db, id: number, changes: Partial<TestBib>): Promise<void> {
  const now = await db
    .selectFrom('bib')
    .select(['title', 'subtitle', 'authors', 'subjects', 'series', 'publisher', 'summary', 'notes'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('bib')
    .set({ ...changes, marc: JSON.stringify(marcOf({ ...now, ...changes })) })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
}
