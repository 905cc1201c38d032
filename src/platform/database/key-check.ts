import { sql } from 'kysely';
import { ConfigError } from '../config.ts';
import { openDb, poolConfig, type Db, type DbAddress } from './db.ts';
import type { Secrets } from '../rights/secrets.ts';

/**
 * Holds the keys of this installation against the fingerprints in its database, and keeps those of keys it has not seen. A start with the keys
 * of another installation, or with new ones in the place of lost ones, would write what the right keys cannot read, and find no NIK again.
 * @param from where the keys were read, for the sentence
 * Throws {@link ConfigError} with what to do.
 */
export async function checkKeys(db: Db, secrets: Secrets, from: string, now: Date): Promise<void> {
  const known = await db.selectFrom('keyFingerprint').select(['keyId', 'fingerprint']).execute();
  for (const { keyId, fingerprint } of known) {
    if (!secrets.keyIds.includes(keyId)) {
      throw new ConfigError(
        `${from} tidak memuat kunci "${keyId}" yang menyegel basis data ini. Kembalikan berkas yang disimpan bersamanya (terpisah dari basis data, lihat docs/keys.md), lalu mulai lagi. / ${from} lacks the key "${keyId}" with which this database was sealed. Put back the file that was kept with it (it lies apart from the database, see docs/keys.md), then start again.`,
      );
    }
    if (!secrets.fingerprint(keyId).equals(fingerprint)) {
      throw new ConfigError(
        `${from} milik basis data lain: kunci "${keyId}" di dalamnya bukan yang menyegel basis data ini. Kembalikan berkas yang disimpan bersamanya (lihat docs/keys.md), lalu mulai lagi. / ${from} belongs to another database: its key "${keyId}" is not the one with which this database was sealed. Put back the file that was kept with it (see docs/keys.md), then start again.`,
      );
    }
  }
  const fresh = secrets.keyIds.filter((keyId) => known.every((one) => one.keyId !== keyId));
  if (fresh.length === 0) return;
  await db
    .insertInto('keyFingerprint')
    .values(fresh.map((keyId) => ({ keyId, fingerprint: secrets.fingerprint(keyId), since: now })))
    // another process was first: it is compared at the next start
    .onConflict((conflict) => conflict.column('keyId').doNothing())
    .execute();
}

/** Whether this database keeps fingerprints: one of an early release does not yet. */
export async function hasFingerprints(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('public.key_fingerprint') is not null as there`.execute(db);
  return rows[0]?.there ?? false;
}

/**
 * The keys of a backup are lost for good and new ones take their place: the next start keeps those. A backup from before the fingerprints has
 * none to forget.
 */
export async function forgetKeys(address: DbAddress): Promise<void> {
  const { db } = openDb(poolConfig(address));
  try {
    await sql`do $$ begin
      if to_regclass('public.key_fingerprint') is not null then delete from key_fingerprint; end if;
    end $$`.execute(db);
  } finally {
    await db.destroy();
  }
}
