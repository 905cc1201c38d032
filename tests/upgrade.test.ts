import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterEach, expect, inject, test } from 'vitest';
import { checkArchive } from '#platform/backup/read-archive';
import { replaceLibrary } from '#platform/backup/replace-library';
import { restoreBackup } from '#platform/backup/restore-backup';
import { clearRestorePoints, writeRestorePoint } from '#platform/backup/restore-point';
import { dropHeld } from '#platform/backup/write-backup';
import { readConfig } from '#platform/config';
import { openDb, poolConfig, type DbAddress } from '#platform/database/db';
import { migrationNames } from '#platform/database/migrate';
import { openOwnDatabase } from '#platform/database/own-database';
import { StartTrouble } from '#platform/start-trouble';
import { upgradeDatabase } from '../src/entrypoints/upgrade.ts';
import { outcome } from './support/outcome.ts';
import { useProcesses } from './support/processes.ts';

const { folder, start } = useProcesses();
const root = resolve(import.meta.dirname, '..');
const migrations = join(root, 'db/migrations');
/** What an earlier release of this program has written. */
const RELEASED = join(root, 'tests/fixtures/backup-of-release-0.1.0.tar.gz');
const NOW = new Date('2026-11-29T03:00:00Z');

const socketDir = inject('socketDir');
const made: string[] = [];
async function query<T extends pg.QueryResultRow>(
  at: { socketDir: string; database: string },
  text: string,
): Promise<T[]> {
  const client = new pg.Client({ host: at.socketDir, user: 'lumbung', database: at.database });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}
const admin = async (text: string) => query({ socketDir, database: 'postgres' }, text);
afterEach(async () => {
  for (const name of made.splice(0)) await admin(`drop database if exists ${name} with (force)`);
});

async function emptyDatabase() {
  const database = `uji_pembaruan_${randomBytes(4).toString('hex')}`;
  made.push(database);
  await admin(`create database ${database}`);
  return { socketDir, database };
}
/** A database as an earlier release has left it. */
async function olderDatabase() {
  const address = await emptyDatabase();
  await restoreBackup(RELEASED, await checkArchive(RELEASED), { address, filesDir: null, migrationsDir: migrations });
  return address;
}
const accounts = async (at: { socketDir: string; database: string }): Promise<string[]> =>
  (await query<{ name: string }>(at, 'select full_name as name from account order by id')).map(({ name }) => name);
const pending = async (at: { socketDir: string; database: string }): Promise<number> => {
  const seen = await query<{ name: string }>(at, 'select name from schema_migration');
  return (await migrationNames(migrations)).length - seen.length;
};
const upgrade = async (
  address: { socketDir: string; database: string },
  dataDir: string,
  env: Record<string, string> = {},
  from = migrations,
) => {
  const said: string[] = [];
  const { db } = openDb(poolConfig(address, 2, null));
  try {
    const config = readConfig({ DATA_DIR: dataDir, ...env });
    const result = await upgradeDatabase({ db, address }, config, NOW, { say: (line) => said.push(line) }, from).catch(
      (error: unknown) => error,
    );
    return { said: said.join('\n'), result };
  } finally {
    await db.destroy();
  }
};
const points = (dataDir: string): string[] => readdirSync(join(dataDir, 'titik-kembali')).toSorted();

test('the first start of a newer release backs up what the older one has written; with that file it can be gone back to, and forth', async () => {
  const dir = folder();
  const own = await openOwnDatabase({ dataDir: dir, root });
  const at = { socketDir: own.socketDir, database: 'lumbung' };
  await query({ ...at, database: 'postgres' }, 'create database lumbung');
  await restoreBackup(RELEASED, await checkArchive(RELEASED), {
    ...{ address: at, filesDir: join(dir, 'files'), migrationsDir: migrations },
  });
  const before = await accounts(at);
  expect(before.length).toBeGreaterThan(0);
  expect(await pending(at)).toBeGreaterThan(0);
  await own.stop();
  own.release();

  const server = start([process.execPath, 'src/entrypoints/server.ts', '--demo'], { DATA_DIR: dir });
  const [, point = ''] = await server.says(/Dicadangkan sebelum pembaruan: (\S+)/);
  await server.says(/Lumbung: http/);
  server.child.kill('SIGTERM');
  await server.ended;
  expect(statSync(point).mode & 0o077).toBe(0);
  const checked = await checkArchive(point);
  expect(checked.header.rowsAlone).toBe(true);

  const inside = async <T>(work: (at: { socketDir: string; database: string }) => Promise<T>): Promise<T> => {
    const database = await openOwnDatabase({ dataDir: dir, root });
    try {
      return await work({ socketDir: database.socketDir, database: 'lumbung' });
    } finally {
      await database.stop();
      database.release();
    }
  };
  await inside(async (now) => {
    expect([await accounts(now), await pending(now)]).toEqual([before, 0]);
    await query(now, "update account set full_name = 'Sesudah Pembaruan'");
  });
  const back = start([join(root, 'bin/lumbung'), 'restore', point, '--replace'], {
    DATA_DIR: dir,
    LANG: 'id_ID.UTF-8',
  });
  expect([await back.ended, back.output()]).toEqual([
    0,
    expect.stringContaining('Keadaan yang sekarang disimpan dulu'),
  ]);
  // as a replacing leaves it that was killed before its last step
  await inside(async (now) => query({ ...now, database: 'postgres' }, 'create database lumbung_lama_0badcafe'));
  const undo = /disimpan dulu: (\S+)\./.exec(back.output())?.[1] ?? '';
  await inside(async (now) => expect(await accounts(now)).toEqual(before));
  const forth = start([join(root, 'bin/lumbung'), 'restore', undo, '--replace'], { DATA_DIR: dir });
  expect(await forth.ended).toBe(0);
  expect(new Set(await inside(accounts))).toEqual(new Set(['Sesudah Pembaruan']));
  await inside(async (now) => {
    const names = await query<{ name: string }>(now, 'select datname as name from pg_database order by 1');
    expect(names.map(({ name }) => name)).toEqual(['lumbung', 'postgres', 'template0', 'template1']);
  });
}, 300_000);

test('a migration that fails leaves the data as they were, and says where the backup lies', async () => {
  const [address, dir, newer] = [await olderDatabase(), folder(), folder()];
  for (const name of readdirSync(migrations)) copyFileSync(join(migrations, name), join(newer, name));
  writeFileSync(join(newer, '20991231000000_salah.sql'), 'create table baru (x int); select tidak_ada();');
  const [before, left] = [await accounts(address), await pending(address)];
  const { result } = await upgrade(address, dir, {}, newer);
  expect(result).toBeInstanceOf(StartTrouble);
  const [point = ''] = points(dir);
  expect(String(result)).toContain('20991231000000_salah.sql');
  expect(String(result)).toContain(join(dir, 'titik-kembali', point));
  expect([await accounts(address), await pending(address)]).toEqual([before, left]);
  expect(await checkArchive(join(dir, 'titik-kembali', point))).toMatchObject({ header: { rowsAlone: true } });
});

test('where no backup can be written nothing is touched, until somebody says that there is one', async () => {
  const [address, dir] = [await olderDatabase(), folder()];
  const left = await pending(address);
  writeFileSync(join(dir, 'titik-kembali'), 'bukan folder');
  const { result } = await upgrade(address, dir);
  expect(result).toBeInstanceOf(StartTrouble);
  expect(String(result)).toContain('BACKUP_BEFORE_UPGRADE=no');
  expect(await pending(address)).toBe(left);
  await upgrade(address, dir, { BACKUP_BEFORE_UPGRADE: 'no' });
  expect(await pending(address)).toBe(0);
  expect(() => readConfig({ BACKUP_BEFORE_UPGRADE: 'tidak' })).toThrow('BACKUP_BEFORE_UPGRADE must be "yes" or "no"');
});

test('a place without a library, and a start with nothing to do, write no backup', async () => {
  const [address, dir] = [await emptyDatabase(), folder()];
  const first = await upgrade(address, dir);
  expect(first.said).toBe('');
  await query(
    address,
    "delete from schema_migration where name = (select max(name) from schema_migration where name like '%_closed_every_week')",
  );
  await query(address, 'alter table closed_day drop column weekly');
  expect((await upgrade(address, dir)).said).toBe('');
  expect(readdirSync(dir)).toEqual([]);
  const older = await olderDatabase();
  expect((await upgrade(older, dir)).said).toContain('Dicadangkan sebelum pembaruan');
  expect((await upgrade(older, dir)).said).toBe('');
  expect(points(dir)).toHaveLength(1);
});

test('a database that a newer release has changed is refused before anything is written', async () => {
  const [address, dir] = [await olderDatabase(), folder()];
  await query(address, "insert into schema_migration (name, timestamp) values ('20991231000000_nanti', '')");
  const { result } = await upgrade(address, dir);
  expect(String(result)).toContain('docs/upgrade.md');
  expect(readdirSync(dir)).toEqual([]);
});

test('what takes the place of a library that somebody still works with is refused, and leaves nothing behind', async () => {
  const [address, dir] = [await olderDatabase(), folder()];
  const place = { address, filesDir: null, migrationsDir: migrations, dataDir: null };
  const checked = await checkArchive(RELEASED);
  await query(address, "update account set full_name = 'Masih Bekerja'");
  const somebody = new pg.Client({ host: socketDir, user: 'lumbung', database: address.database });
  await somebody.connect();
  expect(await outcome(replaceLibrary(RELEASED, checked, place))).toBe('backup.in_use');
  await somebody.end();
  // a file that was changed since it was checked
  const damaged = join(dir, 'rusak.tar.gz');
  writeFileSync(damaged, 'bukan cadangan');
  expect(await outcome(replaceLibrary(damaged, checked, place))).toBe('backup.not_a_backup');
  expect(new Set(await accounts(address))).toEqual(new Set(['Masih Bekerja']));
  await replaceLibrary(RELEASED, checked, place);
  expect(await accounts(address)).not.toContain('Masih Bekerja');
  const beside = await admin("select datname from pg_database where datname ~ '^lumbung_(baru|lama)_'");
  expect(beside).toEqual([]);
});

test('a start that fails again and again fills no disk', async () => {
  const [address, dir] = [await olderDatabase(), folder()];
  for (let nth = 0; nth < 5; nth += 1) {
    const now = new Date(NOW.getTime() + nth * 60_000);
    await writeRestorePoint({ address, dataDir: dir, release: '0.1.0', now }, 'sebelum-pembaruan');
    writeFileSync(join(dir, 'titik-kembali', `sebelum-diganti-2026-11-29T0${nth}0000-abcdef.tar.gz.part`), 'separuh');
  }
  const kept = points(dir);
  expect(kept.filter((name) => name.startsWith('sebelum-pembaruan')).map((name) => name.slice(18, 35))).toEqual([
    ...['2026-11-29T030200', '2026-11-29T030300', '2026-11-29T030400'],
  ]);
  expect(kept.filter((name) => name.endsWith('.part'))).toHaveLength(1);
}, 120_000);

test('what another house has sealed does not take the place of the library that is there', async () => {
  const [address, dir] = [await olderDatabase(), folder()];
  await query(address, "update account set full_name = 'Rumah Ini'");
  const place = { address, filesDir: null, migrationsDir: migrations, dataDir: null };
  const verify = async (beside: DbAddress): Promise<void> => {
    expect('database' in beside && beside.database).toMatch(/^lumbung_baru_/);
    return Promise.reject(new StartTrouble('kunci lain'));
  };
  await expect(replaceLibrary(RELEASED, await checkArchive(RELEASED), { ...place, verify })).rejects.toThrow(
    'kunci lain',
  );
  expect(new Set(await accounts(address))).toEqual(new Set(['Rumah Ini']));
  expect(await admin("select datname from pg_database where datname ~ '^lumbung_(baru|lama)_'")).toEqual([]);
  expect(readdirSync(dir)).toEqual([]);
});

test('second names of files that a killed backup left are dropped after a day', async () => {
  const dir = folder();
  const [old, young] = ['.backup-00000000-0000-4000-8000-000000000000', '.backup-00000000-0000-4000-8000-000000000001'];
  for (const name of [old, young, 'foto']) {
    mkdirSync(join(dir, name));
    writeFileSync(join(dir, name, 'x'), 'x');
  }
  const at = new Date(NOW.getTime() - 25 * 3_600_000);
  for (const name of [old, 'foto']) utimesSync(join(dir, name), at, at);
  utimesSync(join(dir, young), NOW, NOW);
  await dropHeld(dir, NOW);
  expect(readdirSync(dir).toSorted()).toEqual([young, 'foto']);
  await expect(dropHeld(join(dir, 'tidak-ada'), NOW)).resolves.toBeUndefined();
});

test('a restore point is kept for thirty days; nothing else in its folder is touched', async () => {
  const [address, dir] = [await olderDatabase(), folder()];
  const source = { address, dataDir: dir, release: '0.1.0', now: NOW };
  const [old, young] = [
    await writeRestorePoint(source, 'sebelum-pembaruan'),
    await writeRestorePoint(source, 'sebelum-diganti'),
  ];
  const day = 86_400_000;
  const aged = (path: string, days: number): void => {
    const at = new Date(NOW.getTime() - days * day);
    utimesSync(path, at, at);
  };
  const [half, foreign] = [`${old?.path ?? ''}.part`, join(dir, 'titik-kembali', 'catatan.txt')];
  for (const path of [half, foreign]) writeFileSync(path, 'x');
  for (const path of [old?.path ?? '', half, foreign]) aged(path, 31);
  aged(young?.path ?? '', 29);
  await clearRestorePoints(dir, NOW);
  expect(points(dir)).toEqual(['catatan.txt', young?.path.split('/').at(-1)]);
  mkdirSync(join(dir, 'kosong'));
  await expect(clearRestorePoints(join(dir, 'kosong'), NOW)).resolves.toBeUndefined();
});
