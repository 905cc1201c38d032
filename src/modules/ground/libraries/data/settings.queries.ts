import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export const selectSettings = async (db: Db | Tx, keys: readonly string[]) =>
  db
    .selectFrom('networkSetting')
    .select(['key', 'value'])
    .where('key', 'in', [...keys])
    .execute();

/** Whoever reads a setting to change it waits for whoever does so already, also before it was ever set. */
export async function lockSetting(trx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('network_setting'), hashtext(${key}))`.execute(trx);
}

export async function upsertSetting(trx: Tx, key: string, value: unknown, at: Date): Promise<void> {
  const json = JSON.stringify(value);
  await trx
    .insertInto('networkSetting')
    .values({ key, value: json, updatedAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json, updatedAt: at }))
    .execute();
}
