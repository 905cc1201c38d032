import type { Db, Tx } from '#platform/database/db';

export const selectSettings = async (db: Db | Tx, keys: readonly string[]) =>
  db
    .selectFrom('networkSetting')
    .select(['key', 'value'])
    .where('key', 'in', [...keys])
    .execute();

export async function upsertSetting(trx: Tx, key: string, value: unknown, at: Date): Promise<void> {
  const json = JSON.stringify(value);
  await trx
    .insertInto('networkSetting')
    .values({ key, value: json, updatedAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json, updatedAt: at }))
    .execute();
}
