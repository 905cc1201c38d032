import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { savePlan, viewBackups, viewJournal } from '#modules/ground/backups';
import { makeKeyPair } from '#platform/backup/seal';
import { writeBackup } from '#platform/backup/write-backup';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { nextSegment } from '#platform/journal/segments';
import { journalFolders, piecePath, shippedPieces } from '#platform/journal/ship';
import { stopSpool, waitingPieces, wantsJournal } from '#platform/journal/spool';
import { boot, type Booted } from '../src/entrypoints/boot.ts';
import { failBase, keepJournal, makeBase } from '../src/modules/ground/backups/journal/keep-journal.ts';
import { selectServer } from '../src/modules/ground/backups/data/bases.queries.ts';
import { countJournalLate } from '../src/modules/ground/backups/data/waits.queries.ts';
import { backupsErrors } from '../src/modules/ground/backups/errors.ts';
import { idleJobs } from './support/bare-services.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'lumbung-jurnal-uji-'));
chmodSync(folder, 0o755);
const disk = join(folder, 'disk');
const config = readConfig({ DATA_DIR: join(folder, 'data') });
let house: (Booted & { stop(): Promise<void> }) | null = null;
afterEach(async () => {
  await house?.stop();
  house = null;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COVER = 'sampul/4f/4f0c2f6e-1111-4a4a-9b9b-0123456789ab';
const begun: number[] = [];
const jobs = {
  ...idleJobs,
  enqueue: async (_trx: unknown, queue: string, data: object) => {
    expect(queue).toBe('backups.base');
    begun.push((data as { base: number }).base);
    return Promise.resolve();
  },
};
const open = async () => (house = await boot(config, { shared: false }));
const ctxOf = ({ services }: Booted) => systemCtx(services.db, services.clock, 'uji');
const needsOf = (booted: Booted) => ({ ...booted.services, jobs });
const signal = new AbortController().signal;

/** What the worker does in a minute. */
async function minute(booted: Booted): Promise<void> {
  await keepJournal(ctxOf(booted), needsOf(booted));
  for (const base of begun.splice(0)) await makeBase(needsOf(booted), base, signal);
}
const systemOf = async ({ services }: Booted): Promise<string> => (await selectServer(services.db)).systemId;
/** The piece of the log that is being written is full. */
async function pieceFull(booted: Booted): Promise<void> {
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(
    booted.services.db,
  );
  const spool = join(rows[0]?.dir ?? '', '../jurnal-antre');
  await sql`select pg_logical_emit_message(true, 'uji', 'x')`.execute(booted.services.db);
  const { rows: switched } = await sql<{ name: string }>`select pg_walfile_name(pg_switch_wal()) as name`.execute(
    booted.services.db,
  );
  const name = switched[0]?.name;
  await vi.waitFor(async () => expect((await waitingPieces(spool)).map((one) => one.name)).toContain(name), 40_000);
}
const setHour = async (booted: Booted, hour: number, recipient: string): Promise<void> => {
  const ctx = ctxOf(booted);
  const { version } = (await viewBackups(ctx, booted.services)).plan;
  await savePlan(ctx, booted.services, version, {
    ...{ on: true, folder: disk, hour, sealedBy: 'recipient' as const, recipient, journal: true },
  });
};

async function run(dataDir: string, args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const place = join(folder, dataDir);
  mkdirSync(place, { recursive: true });
  const env = { ...process.env, DATA_DIR: place, LANG: 'id_ID.UTF-8', LC_ALL: '' };
  const child = spawn(join(root, 'bin/lumbung'), args, { cwd: folder, env });
  const outcome = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (outcome.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (outcome.err += chunk));
  child.stdin.end();
  return new Promise((done) => child.once('close', (code) => done({ ...outcome, code })));
}

test('pieces of the log follow one another', () => {
  expect(nextSegment('000000010000000000000001')).toBe('000000010000000000000002');
  expect(nextSegment('0000000100000000000000FF')).toBe('000000010000000100000000');
});

test('the disk breaks at noon: everything up to the last minute comes back from the journal, or everything up to an instant before', async () => {
  mkdirSync(disk, { recursive: true });
  mkdirSync(join(config.filesDir, 'sampul/4f'), { recursive: true });
  writeFileSync(join(config.filesDir, COVER), 'gambar');
  const { identity, recipient } = await makeKeyPair();
  writeFileSync(join(folder, 'kunci.txt'), identity);

  let booted = await open();
  await setHour(booted, 2, recipient);
  expect(wantsJournal(config.dataDir)).toBe(true);
  expect((await viewJournal(ctxOf(booted), booted.services)).state).toBe('restart');
  await booted.stop();

  booted = await open();
  const ctx = ctxOf(booted);
  expect((await viewJournal(ctx, booted.services)).state).toBe('first');
  await minute(booted);
  // its last pieces are still on the computer that may burn
  expect((await viewJournal(ctx, booted.services)).state).toBe('first');
  await minute(booted);
  expect((await viewJournal(ctx, booted.services)).state).toBe('on');
  expect((await countJournalLate(booted.services.db, booted.services.clock.now())).count).toBe(0);
  expect((await countJournalLate(booted.services.db, new Date(Date.now() + 2 * 3_600_000))).count).toBe(1);
  await writeBackup(
    {
      ...{ address: booted.address, filesDir: config.filesDir, release: '0.1.0', now: new Date(), keys: null },
      seal: { recipients: [recipient] },
    },
    join(disk, 'lumbung-2026-11-29-0200-3fa9c1.tar.gz.age'),
  );

  await setHour(booted, 3, recipient);
  // a whole thousandth of a second that is surely behind the one change and before the other
  const { rows } = await sql<{ now: Date }>`
    select date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' as now`.execute(booted.services.db);
  const between = rows[0]?.now ?? new Date(0);
  await vi.waitFor(async () => {
    const { rows: later } = await sql<{ over: boolean }>`
      select clock_timestamp() > ${between}::timestamptz as over`.execute(booted.services.db);
    expect(later[0]?.over).toBe(true);
  });
  await setHour(booted, 4, recipient);
  await pieceFull(booted);
  await minute(booted);
  // not one of them can be read by whoever finds the disk
  const [journal = ''] = await journalFolders(disk);
  const [piece = ''] = (await shippedPieces(journal)).slice(-1);
  expect(readFileSync(piecePath(journal, piece)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  await booted.stop();
  house = null;

  const identityFile = ['--identity', join(folder, 'kunci.txt')];
  const hourIn = async (place: string): Promise<unknown> => {
    const other = await boot(readConfig({ DATA_DIR: join(folder, place) }), { shared: false });
    try {
      const { plan } = await viewBackups(ctxOf(other), other.services);
      return { hour: plan.hour, state: plan.state };
    } finally {
      await other.stop();
    }
  };
  const drill = await run('latihan', ['restore-journal', disk, ...identityFile, '--check']);
  expect(drill.code).toBe(0);
  expect(drill.err).toMatch(/Diputar ulang sampai .*\d+ tabel, \d+ baris terbaca\.\nLatihan berhasil/);
  expect(existsSync(join(folder, 'latihan/pg'))).toBe(false);

  expect(await run('akhir', ['restore-journal', disk, ...identityFile])).toMatchObject({ code: 0 });
  // the schedule waits until somebody says that this is the house now
  expect(await hourIn('akhir')).toEqual({ hour: 4, state: 'restored' });
  const placeOf = async (place: string): Promise<string> => {
    const other = await boot(readConfig({ DATA_DIR: join(folder, place) }), { shared: false });
    try {
      return (await selectServer(other.services.db)).systemId;
    } finally {
      await other.stop();
    }
  };
  const firstOf = await placeOf('akhir');
  expect(readFileSync(join(folder, 'akhir/files', COVER), 'utf8')).toBe('gambar');
  expect(readFileSync(join(folder, 'akhir/secrets.json'))).toEqual(readFileSync(join(config.dataDir, 'secrets.json')));
  expect(existsSync(join(folder, 'akhir/jurnal-pulih.json'))).toBe(false);
  const over = await run('akhir', ['restore-journal', disk, ...identityFile]);
  expect(over.code).toBe(1);
  expect(over.err).toContain('sudah berisi perpustakaan');

  // cut off in the middle: nobody starts what would act for the other house; done again it begins anew
  writeFileSync(join(folder, 'akhir/jurnal-pulih.json'), '{}');
  await expect(boot(readConfig({ DATA_DIR: join(folder, 'akhir') }), { shared: false })).rejects.toThrow(
    /restore-journal/,
  );
  expect(await run('akhir', ['restore-journal', disk, ...identityFile])).toMatchObject({ code: 0 });
  expect(await hourIn('akhir')).toEqual({ hour: 4, state: 'restored' });

  const until = ['--until', between.toISOString()];
  expect(await run('antara', ['restore-journal', disk, ...identityFile, ...until])).toMatchObject({ code: 0 });
  expect(await hourIn('antara')).toEqual({ hour: 3, state: 'restored' });
  // houses that came from one number their pieces alike: each has a folder of its own
  expect(new Set([basename(journal), firstOf, await placeOf('antara')]).size).toBe(3);
  // later than anything that was written down: all of it
  const late = ['--until', '2099-01-01T00:00:00Z'];
  expect(await run('nanti', ['restore-journal', disk, ...identityFile, ...late])).toMatchObject({ code: 0 });
  expect(await hourIn('nanti')).toEqual({ hour: 4, state: 'restored' });
  expect((await run('dulu', ['restore-journal', disk, ...identityFile, '--until', '2001-01-01'])).code).toBe(1);
  expect((await run('dulu', ['restore-journal', disk, ...identityFile, '--until', 'kemarin'])).code).toBe(2);
}, 400_000);

test('a piece that was damaged ends what comes, and that is said; a base whose pieces are not there is passed over', async () => {
  const [journal = ''] = await journalFolders(disk);
  const pieces = await shippedPieces(journal);
  const last = piecePath(journal, pieces.at(-1) ?? '');
  const whole = readFileSync(last);
  const identityFile = ['--identity', join(folder, 'kunci.txt')];
  writeFileSync(last, whole.subarray(0, whole.length / 2));
  const cut = await run('cacat', ['restore-journal', disk, ...identityFile]);
  expect(cut.err).toContain(`sebelum ${pieces.at(-1) ?? ''}`);
  writeFileSync(last, whole);
  const kept = pieces.map((name) => ({
    path: piecePath(journal, name),
    bytes: readFileSync(piecePath(journal, name)),
  }));
  for (const { path } of kept) rmSync(path);
  const none = await run('tanpa', ['restore-journal', disk, ...identityFile]);
  expect(none.code).toBe(1);
  expect(none.err).toMatch(/Dasar dasar-.* dilewati/);
  for (const { path, bytes } of kept) writeFileSync(path, bytes);
  expect((await run('lain', ['restore-journal', disk, '--identity', join(folder, 'salah.txt')])).code).toBe(1);
}, 200_000);

test('a piece that is missing ends what can be had, and another base is made; old bases go with their pieces', async () => {
  const booted = await open();
  const db = booted.services.db;
  const bases = async () =>
    db.selectFrom('backupBase').select(['id', 'brokenAt', 'removedAt', 'state']).orderBy('id').execute();
  const before = (await bases()).length;
  await pieceFull(booted);
  await minute(booted);
  // the database was started again, and one piece never came
  await pieceFull(booted);
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(db);
  const spool = join(rows[0]?.dir ?? '', '../jurnal-antre');
  for (const { path } of await waitingPieces(spool)) rmSync(path);
  await pieceFull(booted);
  await minute(booted);
  const after = await bases();
  expect(after.length).toBe(before + 1);
  expect(after.at(-2)?.brokenAt).not.toBeNull();
  expect(after.at(-1)).toMatchObject({ state: 'done', brokenAt: null });
  // a base that goes no further than a missing piece pushes out none that is whole; of those, two are kept
  const lying = async (): Promise<number> =>
    (await bases()).filter(({ removedAt, state }) => state === 'done' && removedAt === null).length;
  expect(await lying()).toBe(2);
  for (let n = 0; n < 2; n++) {
    // its night
    booted.services.clock = { now: () => new Date(Date.now() + (n + 1) * 86_400_000) };
    await minute(booted);
    await minute(booted);
  }
  expect(await lying()).toBe(2);
  const [journal = ''] = await journalFolders(disk);
  expect(readdirSync(journal).filter((name) => name.startsWith('dasar-'))).toHaveLength(2);
}, 300_000);

test('the disk is away: pieces wait beside the database; a base that fails is told, and tried again after an hour', async () => {
  const booted = await open();
  const ctx = ctxOf(booted);
  const { db } = booted.services;
  await pieceFull(booted);
  rmSync(join(disk, '.lumbung-cadangan'));
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(db);
  const spool = join(rows[0]?.dir ?? '', '../jurnal-antre');
  await minute(booted);
  expect((await waitingPieces(spool)).length).toBeGreaterThan(0);
  await db.updateTable('backupBase').set({ brokenAt: new Date() }).execute();
  const id = (
    await db
      .insertInto('backupBase')
      .values({ folder: disk, systemId: await systemOf(booted), fileName: 'x', askedAt: new Date() })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
  await makeBase(needsOf(booted), id, signal);
  expect(await viewJournal(ctx, booted.services)).toMatchObject({
    state: 'first',
    failed: { errorCode: 'backups.folder_other' },
  });
  // once
  await failBase(needsOf(booted), id, backupsErrors.interrupted());
  expect((await viewJournal(ctx, booted.services)).failed).toMatchObject({ errorCode: 'backups.folder_other' });
  // given up so as not to fill the disk on which people work: it begins with the next start
  stopSpool(spool);
  expect((await viewJournal(ctx, booted.services)).state).toBe('restart');
  // switched off, nothing waits for anybody
  const { version } = (await viewBackups(ctx, booted.services)).plan;
  await savePlan(ctx, booted.services, version, { on: false, folder: disk, hour: 2, sealedBy: 'recipient' });
  expect(wantsJournal(config.dataDir)).toBe(false);
  await minute(booted);
  expect(await waitingPieces(spool)).toEqual([]);
}, 200_000);
