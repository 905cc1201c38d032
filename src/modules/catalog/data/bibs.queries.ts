import type { Db, Tx } from '#platform/db';
import { sql } from 'kysely';
import type { MarcRecord } from '#shared/marc/record';
import { firstField, subfield } from '../rules/headings.ts';

/** What copies take from their record. */
export interface BibForItems {
  id: number;
  deletedAt: Date | null;
  ddc: string | null;
  /** The main entry as it is filed; null = entered under title. */
  heading: string | null;
  title: string;
  languages: string[];
}

/** The record is locked against deletion until the transaction ends. */
export async function selectBibForItems(trx: Tx, id: number): Promise<BibForItems | undefined> {
  const row = await trx
    .selectFrom('bib')
    .select(['id', 'deletedAt', 'ddc', 'titleSort as title', 'languages', sql<MarcRecord>`marc`.as('marc')])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  if (!row) return undefined;
  const { marc, ...bib } = row;
  return { ...bib, heading: subfield(firstField(marc, '100', '110', '111'), 'a') };
}

export async function bibExists(db: Db | Tx, id: number): Promise<boolean> {
  return (
    (await db.selectFrom('bib').select('id').where('id', '=', id).where('deletedAt', 'is', null).executeTakeFirst()) !==
    undefined
  );
}
