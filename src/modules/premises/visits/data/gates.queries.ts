import type { Db, Tx } from '#platform/database/db';

export interface GateReading {
  libraryId: number;
  gate: string;
  countedAt: Date;
  cameIn: number;
  wentOut: number;
}

/** @returns false where this counter has spoken of this instant already */
export async function insertGateReading(trx: Tx, reading: GateReading): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('gateCount')
    .values(reading)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export const findGateReading = async (db: Db | Tx, { libraryId, gate, countedAt }: GateReading) =>
  db
    .selectFrom('gateCount')
    .select(['cameIn', 'wentOut'])
    .where('libraryId', '=', libraryId)
    .where('gate', '=', gate)
    .where('countedAt', '=', countedAt)
    .executeTakeFirst();
