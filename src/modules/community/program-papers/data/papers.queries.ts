import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ProgramPaper as PaperTable } from '#platform/database/db-types';
import { PAPER_WORDS, type BudgetLine, type PaperWords, type Signatory } from '../client.ts';

export interface PaperRow {
  version: number;
  letterDate: string | null;
  words: PaperWords;
  signatories: Signatory[];
}

export async function selectPaper(db: Db | Tx, programId: number): Promise<PaperRow | undefined> {
  const row = await db
    .selectFrom('programPaper')
    .select([...PAPER_WORDS, 'version', 'letterDate'])
    .select((eb) => eb.ref('signatories').$castTo<Signatory[]>().as('signatories'))
    .where('programId', '=', programId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { version, letterDate, signatories, ...words } = row;
  return { version, letterDate, signatories, words };
}

export const selectBudgetLines = async (db: Db | Tx, programId: number): Promise<BudgetLine[]> =>
  db
    .selectFrom('programBudgetLine')
    .select(['accountCode', 'label', 'planned', 'actual'])
    .where('programId', '=', programId)
    .orderBy('position')
    .execute();

export type PaperValues = Omit<Insertable<PaperTable>, 'version' | 'signatories'> & { signatories: Signatory[] };

/** Writes the words over those of a version; the first time it is 0. @returns false where somebody else has written meanwhile */
export async function writePaper(trx: Tx, values: PaperValues, version: number): Promise<boolean> {
  const row = { ...values, signatories: JSON.stringify(values.signatories) };
  if (version === 0) {
    const made = await trx
      .insertInto('programPaper')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('programId')
      .executeTakeFirst();
    return made !== undefined;
  }
  const changed = await trx
    .updateTable('programPaper')
    .set({ ...row, version: version + 1 })
    .where('programId', '=', values.programId)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** All lines of a programme, in place of those it had. */
export async function replaceBudgetLines(trx: Tx, programId: number, lines: readonly BudgetLine[]): Promise<void> {
  await trx.deleteFrom('programBudgetLine').where('programId', '=', programId).execute();
  if (lines.length === 0) return;
  const rows = lines.map((line, at) => ({ ...line, programId, position: at + 1 }));
  await trx.insertInto('programBudgetLine').values(rows).execute();
}
