import type { Db, Tx } from '#platform/database/db';

export async function selectDisplayName(db: Db | Tx, memberId: number): Promise<string | null> {
  const row = await db
    .selectFrom('readerProfile')
    .select('displayName')
    .where('memberId', '=', memberId)
    .executeTakeFirst();
  return row?.displayName ?? null;
}

export async function upsertDisplayName(
  trx: Tx,
  row: { memberId: number; displayName: string | null; changedAt: Date },
): Promise<void> {
  await trx
    .insertInto('readerProfile')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('memberId').doUpdateSet({ displayName: row.displayName, changedAt: row.changedAt }),
    )
    .execute();
}
