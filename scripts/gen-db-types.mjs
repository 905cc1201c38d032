// Writes src/platform/database/db-types.ts from the migrations, on a throw-away bundled PostgreSQL. `--verify`: only compares.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { startPostgres } = await import('../src/platform/database/postgres.ts');
const { openDb, poolConfig } = await import('../src/platform/database/db.ts');
const { migrate } = await import('../src/platform/database/migrate.ts');

const dir = mkdtempSync(join(tmpdir(), 'lumbung-types-'));
chmodSync(dir, 0o755);
const server = await startPostgres({ clusterDir: join(dir, 'pg'), durable: false });
let status;
try {
  const admin = new pg.Client({ host: server.socketDir, user: 'lumbung', database: 'postgres' });
  await admin.connect();
  await admin.query('create database types');
  await admin.end();
  const { db } = openDb(poolConfig({ socketDir: server.socketDir, database: 'types' }));
  await migrate(db, join(root, 'db/migrations'));
  await db.destroy();
  const url = `postgres://lumbung@localhost/types?host=${encodeURIComponent(server.socketDir)}`;
  const args = ['node_modules/kysely-codegen/dist/cli/bin.js', '--camel-case', '--dialect', 'postgres', '--url', url];
  args.push('--out-file', 'src/platform/database/db-types.ts', '--date-parser', 'string');
  args.push('--type-mapping', '{"int8":"number","timestamptz":"Date","bytea":"Buffer"}');
  args.push('--exclude-pattern', '(schema_migration*|pgboss.*)');
  if (process.argv.includes('--verify')) args.push('--verify');
  status = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(status ?? 1);
