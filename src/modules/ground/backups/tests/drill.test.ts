import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { writeBackup } from '#platform/backup/write-backup';
import { fileSum } from '#platform/backup/file-sum';
import { besides } from '#platform/backup/scratch';
import { makeKeyPair, type Seal } from '#platform/backup/seal';
import { RowSum } from '#platform/backup/row-sum';
import { readConfig } from '#platform/config';
import type { Jobs } from '#platform/background/jobs';
import { heavyErrors } from '#platform/background/heavy';
import type { DbAddress } from '#platform/database/db';
import { idleJobs, testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { askDrill } from '../ask-drill.ts';
import { noteScratch } from '../data/drills.queries.ts';
import { tidyBackups } from '../jobs.ts';
import { failDrill, runDrill } from '../run-drill.ts';
import { settleRestored } from '../settle-restored.ts';
import { listDrills, viewBackups } from '../view-backups.ts';

const t = useTestDb();
const root = mkdtempSync(join(tmpdir(), 'lumbung-latihan-'));
const disk = join(root, 'disk');
const config = readConfig({ DATA_DIR: join(root, 'data') });
const PASSPHRASE = 'kawung sawo lereng embun';
let asked: number[] = [];
const jobs: Jobs = {
  ...idleJobs,
  enqueue: async (_trx, _queue, data) => {
    asked.push((data as { drill: number }).drill);
    return Promise.resolve();
  },
};
const needs = { db: t.db, clock: t.clock, config, address: t.address as DbAddress, secrets: testSecrets, jobs };
const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined });
const latest = async () => (await listDrills(t.ctx(), { limit: 1 }))[0];
const refused = (code: string) => expect.objectContaining({ code }) as unknown;

async function server<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client({ host: inject('socketDir'), user: 'lumbung', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}
/** Databases that drills of this file made and left. */
const beside = async (): Promise<string[]> =>
  (
    await server<{ name: string }>(`select datname as name from pg_database where datname like 'lumbung\\_latihan\\_%'`)
  ).map(({ name }) => name);

/** A backup as a run of the schedule leaves it. */
async function kept(name: string, seal: Seal): Promise<number> {
  const path = join(disk, name);
  const madeAt = t.clock.now();
  const source = { address: t.address, filesDir: config.filesDir, release: '0.1.0', now: madeAt, keys: null, seal };
  const { rows: rowCount, sizeBytes } = await writeBackup(source, path);
  const { sha256 } = await fileSum(path);
  const { id } = await t.db
    .insertInto('backupRun')
    .values({
      ...{ kind: 'asked', state: 'done', folder: disk, fileName: name, askedAt: madeAt, endedAt: madeAt, madeAt },
      ...{ sizeBytes, rowCount, sha256 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
const drill = async (run: number, secret: string): Promise<number> => {
  await askDrill(t.ctx(), needs, run, { secret });
  return asked.splice(0)[0] ?? 0;
};

let byWords: number;
let byKey: number;
let identity: string;
beforeAll(async () => {
  mkdirSync(disk);
  mkdirSync(config.filesDir, { recursive: true });
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Sari "Wulan"\tDewi\nputri', number: 'A1', homeLibrary: 'KOTA' });
  const pair = await makeKeyPair();
  ({ identity } = pair);
  writeFileSync(join(config.filesDir, 'x'), 'bukan berkas kita');
  byWords = await kept('kata.tar.gz.age', { passphrase: PASSPHRASE });
  byKey = await kept('kunci.tar.gz.age', { recipients: [pair.recipient] });
}, 120_000);
beforeEach(async () => {
  asked = [];
  await t.db.deleteFrom('backupDrill').execute();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a drill takes a backup back beside the house, finds every row the same, and leaves nothing', async () => {
  const told: number[] = [];
  for (const [run, secret] of [
    [byWords, PASSPHRASE],
    [byKey, ` ${identity}\n`],
  ] as const) {
    const id = await drill(run, secret);
    expect((await viewBackups(t.ctx(), needs)).drilling).not.toBeNull();
    await runDrill(needs, id, { ...quiet(), progress: (done, total) => told.push(done / (total ?? 0)) });
    expect(await latest()).toMatchObject({ state: 'done', errorCode: null, runId: run });
  }
  const { tableCount, rowCount } = (await latest()) ?? {};
  expect(tableCount).toBeGreaterThan(150);
  expect(rowCount).toBeGreaterThan(50);
  expect(told.at(-1)).toBe(1);
  expect(await beside()).toEqual([]);
  const rows = JSON.stringify(await t.db.selectFrom('backupDrill').selectAll().execute());
  expect(rows).toContain('"opener":null');
  expect((await viewBackups(t.ctx(), needs)).drilling).toBeNull();
});

test('other words, a file that is away, and one that was changed are its result, in a sentence', async () => {
  await runDrill(needs, await drill(byWords, 'lima kata yang lain sekali'), quiet());
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backup.wrong_key' });
  await runDrill(needs, await drill(byKey, PASSPHRASE), quiet());
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backup.identity_needed' });

  const path = join(disk, 'kata.tar.gz.age');
  renameSync(path, `${path}.laci`);
  await runDrill(needs, await drill(byWords, PASSPHRASE), quiet());
  expect(await latest()).toMatchObject({ errorCode: 'backups.not_there', errorParams: { folder: disk } });
  writeFileSync(path, readFileSync(join(disk, 'kunci.tar.gz.age')));
  await runDrill(needs, await drill(byWords, PASSPHRASE), quiet());
  expect(await latest()).toMatchObject({ errorCode: 'backups.file_changed' });
  renameSync(`${path}.laci`, path);
  expect(await beside()).toEqual([]);
});

test('one row more, one less, one letter another: each is seen, the order is not', () => {
  const sumOf = (...chunks: string[]): string => {
    const sum = new RowSum();
    for (const chunk of chunks) sum.add(Buffer.from(chunk));
    return `${sum.rows} ${sum.sum}`;
  };
  const rows = sumOf('1\tSari\n2\tBudi\n');
  expect(sumOf('2\tBu', 'di\n1\tSari', '\n')).toBe(rows);
  for (const other of ['1\tSari\n', '1\tSari\n2\tBudi\n2\tBudi\n', '1\tSari\n2\tBuni\n', '1\tSar\n2i\tBudi\n'])
    expect(sumOf(other)).not.toBe(rows);
});

test('a server that allows no second database says so; what is beside is found by its name, however the address is written', async () => {
  await server(`drop role if exists tanpa_hak; create role tanpa_hak login`);
  await server(`grant all on database ${t.address.database} to tanpa_hak`);
  const host = encodeURIComponent(inject('socketDir'));
  const url = `postgres://tanpa_hak@localhost/${t.address.database}?host=${host}`;
  await runDrill({ ...needs, address: { url } }, await drill(byWords, PASSPHRASE), quiet());
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backup.no_scratch' });
  const owner = { url: `postgresql://lumbung@localhost/${t.address.database}?host=${host}` };
  await runDrill(
    { ...needs, address: owner, config: { ...config, databaseUrl: owner.url } },
    await drill(byWords, PASSPHRASE),
    quiet(),
  );
  expect(await latest()).toMatchObject({ state: 'done' });
  expect(besides({ url: 'postgres://a:b%2F@h:5433/satu?sslmode=require' }, 'dua')).toEqual({
    url: 'postgres://a:b%2F@h:5433/dua?sslmode=require',
  });
  expect(() => besides({ url: '/var/run' }, 'dua')).toThrow(refused('backup.no_scratch'));
  expect(await beside()).toEqual([]);
  await server(`revoke all on database ${t.address.database} from tanpa_hak`);
  await server(`drop role tanpa_hak`);
});

test('what a drill leaves behind whose process was killed is dropped: by the next try, or by the clock', async () => {
  const id = await drill(byWords, PASSPHRASE);
  await server('create database lumbung_latihan_mati');
  await noteScratch(t.db, id, 'lumbung_latihan_mati', t.clock.now());
  await runDrill(needs, id, quiet());
  expect(await latest()).toMatchObject({ state: 'done' });
  expect(await beside()).toEqual([]);

  const other = await drill(byWords, PASSPHRASE);
  await server('create database lumbung_latihan_mati');
  await noteScratch(t.db, other, 'lumbung_latihan_mati', t.clock.now());
  // not yet: somebody may have it in hand
  await tidyBackups(needs);
  expect(await beside()).toEqual(['lumbung_latihan_mati']);
  const day = { now: () => new Date(t.clock.now().getTime() + 25 * 3_600_000) };
  await tidyBackups({ ...needs, clock: day });
  expect(await beside()).toEqual([]);
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.interrupted' });
});

test('one that is stopped in the midst goes back to the worker and leaves no database', async () => {
  const id = await drill(byWords, PASSPHRASE);
  const stop = new AbortController();
  const running = runDrill(needs, id, { ...quiet(), signal: stop.signal });
  await expect.poll(beside, { timeout: 30_000 }).toHaveLength(1);
  stop.abort();
  await expect(running).rejects.toThrow();
  expect(await beside()).toEqual([]);
  expect(await latest()).toMatchObject({ state: 'running' });
  await failDrill(needs, id, heavyErrors.setAside({ times: 3 }));
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'heavy_work.set_aside' });
});

test('one drill at a time, of a backup that is kept, by who sets up the network', async () => {
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.edit'] }] });
  await expect(askDrill(clerk, needs, byWords, { secret: PASSPHRASE })).rejects.toEqual(refused('platform.forbidden'));
  await expect(listDrills(clerk, { limit: 1 })).rejects.toEqual(refused('platform.forbidden'));
  await expect(drill(999_999, PASSPHRASE)).rejects.toEqual(refused('backups.not_kept'));
  for (const secret of ['', 'x'.repeat(200_000), 'a\0b', `${identity}X`])
    await expect(drill(byWords, secret), secret.slice(0, 20)).rejects.toEqual(refused('platform.invalid_input'));
  const two = await Promise.allSettled([drill(byWords, PASSPHRASE), drill(byKey, identity)]);
  expect(two.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  // restored elsewhere: it is not done there, and the database of the other house is left alone
  await t.db.transaction().execute(async (trx) => settleRestored(trx, t.ctx()));
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.interrupted' });
  await runDrill(needs, (await latest())?.id ?? 0, quiet());
  expect(await beside()).toEqual([]);
});
