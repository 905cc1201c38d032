import { sql } from 'kysely';
import type { Db } from './db.ts';
import { StartTrouble } from '../start-trouble.ts';

const OLDEST = 160_000;
const CREATE = 'createdb -T template0 -E UTF8 --locale-provider=icu --icu-locale=id-ID --locale=C lumbung';

/**
 * Whether a PostgreSQL that somebody else runs is one we can work with: throws a {@link StartTrouble} that says what to do. A database in
 * which we have worked so far is not shut out for the order of its letters.
 */
export async function checkDatabase(db: Db): Promise<void> {
  const { rows } = await sql<{ version: number; name: string; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
      current_setting('server_encoding') as encoding`.execute(db);
  for (const server of rows) {
    const trouble = troubleOf(server);
    if (trouble) throw trouble;
  }
  const letters = await sql<{ sorted: boolean }>`
    select lower('É') = 'é' and 'a' < 'B' or to_regclass('schema_migration') is not null as sorted`.execute(db);
  if (letters.rows[0]?.sorted === false) {
    throw new StartTrouble(
      `Basis data ini mengurutkan huruf seperti mesin ("a" sesudah "B"). Buat yang baru dengan kolasi bahasa: ${CREATE} / ` +
        `This database sorts letters as machines do ("a" after "B"). Create one with the collation of a language: ${CREATE}`,
    );
  }
}

/** What is wrong with a server, or null. @param server its version as a number (160004) and as people read it */
export function troubleOf(server: { version: number; name: string; encoding: string }): StartTrouble | null {
  if (server.version < OLDEST) {
    return new StartTrouble(
      `PostgreSQL ini versi ${server.name}; Lumbung perlu 16 atau lebih baru. Perbarui PostgreSQL, atau pakai yang bawaan (hapus DATABASE_URL). / ` +
        `This PostgreSQL is version ${server.name}; Lumbung needs 16 or newer. Upgrade it, or use the bundled one (unset DATABASE_URL).`,
    );
  }
  if (server.encoding !== 'UTF8') {
    return new StartTrouble(
      `Basis data ini berpenyandian ${server.encoding}, bukan UTF8. Buat yang baru: ${CREATE} / ` +
        `The encoding of this database is ${server.encoding}, not UTF8. Create a new one: ${CREATE}`,
    );
  }
  return null;
}
