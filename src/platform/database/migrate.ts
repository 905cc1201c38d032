import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration';
import type { Db } from './db.ts';
import { StartTrouble } from '../start-trouble.ts';

/** The names of the migrations of a folder, in their order. */
export async function migrationNames(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{14}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return files.map((file) => file.slice(0, -'.sql'.length));
}

class SqlFiles implements MigrationProvider {
  readonly folder: string;
  readonly only: ReadonlySet<string> | null;

  constructor(folder: string, only: ReadonlySet<string> | null) {
    this.folder = folder;
    this.only = only;
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const migrations: Record<string, Migration> = {};
    for (const name of await migrationNames(this.folder)) {
      if (this.only && !this.only.has(name)) continue;
      const text = await readFile(join(this.folder, `${name}.sql`), 'utf8');
      migrations[name] = {
        up: async (db: Kysely<unknown>) => {
          await sql.raw(text).execute(db);
        },
      };
    }
    return migrations;
  }
}

/** What the database has seen, in order; null where it was never migrated. */
async function appliedNames(db: Db): Promise<string[] | null> {
  const there = await sql<{ found: boolean }>`select to_regclass('schema_migration') is not null as found`.execute(db);
  if (there.rows[0]?.found !== true) return null;
  const { rows } = await sql<{ name: string }>`select name from schema_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Which migrations of a folder an older database has not seen yet; none where it was never migrated. Throws {@link StartTrouble} for one that a
 * later release has changed.
 */
export async function pendingMigrations(db: Db, folder: string): Promise<string[]> {
  await refuseNewer(db, folder);
  const applied = await appliedNames(db);
  if (applied === null) return [];
  const seen = new Set(applied);
  return (await migrationNames(folder)).filter((name) => !seen.has(name));
}

/** A database that a later release has changed is not for us: whatever we wrote might not fit. */
async function refuseNewer(db: Db, folder: string): Promise<void> {
  const known = new Set(Object.keys(await new SqlFiles(folder, null).getMigrations()));
  const unknown = ((await appliedNames(db)) ?? []).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StartTrouble(
    `Basis data ini sudah dipakai Lumbung yang lebih baru (${unknown.at(-1)}). Jalankan rilis itu atau yang sesudahnya, atau kembalikan titik kembali sebelum pembaruan (docs/upgrade.md). / ` +
      `This database was used by a newer Lumbung than this program (${unknown.at(-1)}): run that release or a later one, or take back the restore point of before the upgrade (docs/upgrade.md).`,
  );
}

/**
 * Brings the database up to date; several processes may call it at once (one waits for the other).
 * @param only brings it to the state of these alone: that of a backup of an earlier release
 * @returns the names of the migrations that ran
 */
export async function migrate(db: Db, folder: string, only: ReadonlySet<string> | null = null): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: new SqlFiles(folder, only),
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
    // branches land out of order; a database that has the later one still takes the earlier one
    allowUnorderedMigrations: true,
  });
  await refuseNewer(db, folder);
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    // none of them is to blame: the connection, or rights
    if (failed === undefined) throw error instanceof Error ? error : new Error(JSON.stringify(error));
    const reason = error instanceof Error ? error.message : JSON.stringify(error);
    throw new StartTrouble(
      `Pembaruan basis data db/migrations/${failed}.sql gagal: ${reason}. Datanya tetap seperti semula; jalankan rilis sebelumnya, dan laporkan baris ini. / ` +
        `The migration db/migrations/${failed}.sql failed: ${reason}. The data are as they were: run the release before, and report this line.`,
      { cause: error },
    );
  }
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
