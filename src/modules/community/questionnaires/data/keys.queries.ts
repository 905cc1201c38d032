import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export const insertKey = async (trx: Tx, row: { keyHash: Buffer; enrolmentId: number; keptUntil: string }) =>
  trx.insertInto('questionnaireKey').values(row).execute();

/** Whose key it is, if they have a seat in the programme; null = nobody's. */
export async function enrolmentOfKey(db: Db | Tx, keyHash: Buffer, programId: number): Promise<number | null> {
  const row = await db
    .selectFrom('questionnaireKey as k')
    .innerJoin('programEnrolment as e', 'e.id', 'k.enrolmentId')
    .select('e.id')
    .where('k.keyHash', '=', keyHash)
    .where('e.programId', '=', programId)
    .where('e.status', '=', 'confirmed')
    .executeTakeFirst();
  return row?.id ?? null;
}

export const deleteOldKeys = async (db: Db | Tx, today: string) =>
  db.deleteFrom('questionnaireKey').where('keptUntil', '<', today).execute();

/** A printed sheet: good for one answer of each of these placements (the two tests of a pair, else one). */
export async function insertSheet(
  trx: Tx,
  {
    tokenHash,
    placementIds,
    enrolmentId,
  }: { tokenHash: Buffer; placementIds: readonly number[]; enrolmentId: number | null },
): Promise<void> {
  await trx
    .insertInto('questionnaireSheet')
    .values(placementIds.map((placementId) => ({ tokenHash, placementId, enrolmentId })))
    .execute();
}

/**
 * Takes a sheet for its one answer. One that was printed for the test before is good for a test after that was placed later.
 * @returns whose it is (null: nobody's); `unknown`, `entered` where it cannot be taken
 */
export async function takeSheet(
  trx: Tx,
  tokenHash: Buffer,
  { id, pairId }: { id: number; pairId: number | null },
): Promise<{ enrolmentId: number | null } | 'unknown' | 'entered'> {
  const { rows } = await sql<{ enrolmentId: number | null; placementId: number; entered: boolean }>`
    select enrolment_id, placement_id, entered from questionnaire_sheet
    where token_hash = ${tokenHash} and placement_id in (select p.id from questionnaire_placement p
      where p.id = ${id} or p.pair_id = ${pairId}::bigint) for update`.execute(trx);
  const [any] = rows;
  if (!any) return 'unknown';
  if (rows.some(({ placementId, entered }) => placementId === id && entered)) return 'entered';
  const { enrolmentId } = any;
  await trx
    .insertInto('questionnaireSheet')
    .values({ tokenHash, placementId: id, enrolmentId, entered: true })
    .onConflict((conflict) => conflict.columns(['tokenHash', 'placementId']).doUpdateSet({ entered: true }))
    .execute();
  return { enrolmentId };
}

/** Sheets that are good for nothing any more. */
export const deleteSheets = async (trx: Tx, placementId: number) =>
  trx.deleteFrom('questionnaireSheet').where('placementId', '=', placementId).execute();
