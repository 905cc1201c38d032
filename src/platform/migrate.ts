import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration';
import type { Db } from './db.ts';

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
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
    throw new Error(`migration ${failed} failed`, { cause: error });
  }
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
