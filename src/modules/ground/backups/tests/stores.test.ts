import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { fileSum } from '#platform/backup/file-sum';
import { makeKeyPair } from '#platform/backup/seal';
import { readConfig } from '#platform/config';
import type { Jobs } from '#platform/background/jobs';
import { makeSecrets } from '#platform/rights/secrets';
import { idleJobs, testSecrets } from '../../../../../tests/support/bare-services.ts';
import { answers, freePort, hasRsync, openRsyncHouse } from '../../../../../tests/support/rsync-house.ts';
import { openS3House, type S3House } from '../../../../../tests/support/s3-house.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { askBackup } from '../ask-backup.ts';
import { countCopiesLate } from '../data/waits.queries.ts';
import { STOP_WHILE_RESTORED } from '../data/plan.queries.ts';
import { deleteOldRuns, noteRemoved } from '../data/runs.queries.ts';
import { backupsErrors } from '../errors.ts';
import { makeBackup } from '../make-backup.ts';
import { countSealedBackups, resealBackups } from '../passphrase.ts';
import { savePlan } from '../save-plan.ts';
import { askS3 } from '../stores/s3-request.ts';
import { s3Store } from '../stores/s3.ts';
import { beginCopies, failCopy, sendCopy } from '../stores/send-copy.ts';
import { storeAt } from '../stores/open-store.ts';
import { changeStore, createStore, MOST_STORES, removeStore, type StoreInput } from '../stores/save-store.ts';
import type { Store, StoreAddress } from '../stores/store.ts';
import { listStores } from '../stores/view-stores.ts';
import { listBackups, viewBackups } from '../view-backups.ts';

const t = useTestDb();
const root = mkdtempSync(join(tmpdir(), 'lumbung-tempat-'));
const disk = join(root, 'disk');
const config = readConfig({ DATA_DIR: join(root, 'data'), OUTGOING_HOSTS: '127.0.0.1' });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let made: number[] = [];
let sent: number[] = [];
const jobs: Jobs = {
  ...idleJobs,
  enqueue: async (_trx, queue, data) => {
    if (queue === 'backups.make') made.push((data as { run: number }).run);
    else sent.push((data as { copy: number }).copy);
    return Promise.resolve();
  },
};
const needs = { db: t.db, clock: t.clock, config, address: t.address, secrets: testSecrets, jobs };
const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined });
const refused = (code: string) => expect.objectContaining({ code }) as unknown;
const field = (name: string, reason: string) => expect.objectContaining({ fields: { [name]: reason } }) as unknown;
let house: S3House;
const s3 = (part: Partial<StoreInput> = {}): StoreInput => ({
  ...{ name: 'Awan', kind: 's3', address: house.address, bucket: house.bucket, region: house.region },
  ...{ accessKey: house.accessKey, secret: house.secret, folder: 'kota/blitar' },
  ...part,
});

/** The night's backup, and its copies. */
async function night(): Promise<string> {
  await askBackup(t.ctx(), needs);
  for (const run of made.splice(0)) await makeBackup(needs, run, quiet());
  await copies();
  return (await listBackups(t.ctx(), { limit: 1 }))[0]?.fileName ?? '';
}
async function copies(): Promise<void> {
  await beginCopies(t.ctx(), needs);
  for (const copy of sent.splice(0)) await sendCopy(needs, copy, quiet());
}
const theStore = async () => {
  const [store] = await listStores(t.ctx());
  if (!store) throw new Error('no store');
  return store;
};
const later = (ms: number): void => t.clock.set(new Date(t.clock.now().getTime() + ms).toISOString());

let recipient = '';
beforeAll(async () => {
  ({ recipient } = await makeKeyPair());
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  [made, sent] = [[], []];
  await t.db.deleteFrom('backupRun').execute();
  await t.db.deleteFrom('backupStore').execute();
  await t.db.deleteFrom('backupPlan').execute();
  rmSync(root, { recursive: true, force: true });
  mkdirSync(disk, { recursive: true });
  mkdirSync(config.filesDir, { recursive: true });
  writeFileSync(join(config.dataDir, 'secrets.json'), '{"kunci":"rumah"}');
  await savePlan(t.ctx(), needs, 0, {
    ...{ on: true, folder: disk, hour: 2, sealedBy: 'recipient' as const, recipient },
  });
  house = await openS3House();
});
afterEach(async () => house.close());
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a finished backup lies in the store of another city, to the last byte, and is sent once', async () => {
  await createStore(t.ctx(), needs, s3());
  // what was tried is gone
  expect([...house.files.keys()]).toEqual([]);
  const name = await night();
  expect([...house.files.keys()]).toEqual([`kota/blitar/${name}`]);
  expect(house.files.get(`kota/blitar/${name}`)).toEqual(readFileSync(join(disk, name)));
  const store = await theStore();
  expect(store).toMatchObject({ hasSecret: true, arrived: { fileName: name }, tried: { state: 'done' } });
  await copies();
  expect(sent).toEqual([]);
  // its secret is nowhere to be read
  const rows = JSON.stringify([
    await t.db.selectFrom('backupStore').selectAll().execute(),
    await t.db.selectFrom('auditEvent').selectAll().execute(),
    store,
  ]);
  expect(rows).not.toContain(house.secret);
});

const doorTo = (address: string, part: Partial<StoreAddress> = {}) =>
  s3Store(
    {
      ...{ kind: 's3', address, bucket: house.bucket, folder: '', region: house.region },
      ...{ accessKey: house.accessKey, secret: house.secret },
      ...part,
    },
    needs,
    PART,
  );
/** The smallest that stores take but at the end. */
const PART = 5 * 1024 * 1024;

/** Sends a file of three parts, looks for it and deletes it. */
async function sendsInParts(door: Store, whenThere: (file: Buffer) => void): Promise<void> {
  const path = join(root, 'besar.bin');
  writeFileSync(path, randomBytes(2 * PART + 17));
  const bytes: number[] = [];
  const file = { path, name: 'besar.bin', ...(await fileSum(path)) };
  const { signal } = quiet();
  await door.put(file, { signal, progress: (sentBytes) => bytes.push(sentBytes) });
  expect(bytes).toEqual([PART, 2 * PART, file.sizeBytes]);
  whenThere(readFileSync(path));
  await expect(door.sizeOf('besar.bin', signal)).resolves.toBe(file.sizeBytes);
  await door.remove('besar.bin', signal);
  await expect(door.sizeOf('besar.bin', signal)).resolves.toBeNull();
}

test('a large file goes in parts; what is lost on the way is sent again, and what a killed sending left is ended', async () => {
  house.uploads.set('tertinggal', { key: 'besar.bin', parts: new Map() });
  const door = doorTo(house.address);
  await sendsInParts(door, (file) => expect(house.files.get('besar.bin')).toEqual(file));
  expect(house.uploads.size).toBe(0);
  house.files.set('kecil.bin', Buffer.from('x'));
  house.next = [503, 'cut'];
  await expect(door.sizeOf('kecil.bin', quiet().signal)).resolves.toBe(1);
});

test('a store of other makers, where one is installed, takes parts as ours does', async () => {
  if (spawnSync('moto_server', ['--help']).error) return sendsInParts(doorTo(house.address), () => undefined);
  const port = await freePort();
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  try {
    await vi.waitFor(async () => expect(await answers(port)).toBe(true), 30_000);
    const address = `http://127.0.0.1:${port}/`;
    const { status } = await askS3(
      {
        ...{ kind: 's3', address, bucket: house.bucket, folder: '', region: 'us-east-1' },
        ...{ accessKey: house.accessKey, secret: house.secret },
      },
      needs,
      { method: 'PUT', key: '', signal: quiet().signal },
    );
    expect(status).toBe(200);
    await sendsInParts(doorTo(address, { region: 'us-east-1', folder: 'kota/blitar' }), () => undefined);
  } finally {
    moto.kill();
  }
});

test('a store that says yes before the end of the file is seen here has it whole; one that says yes to half of it does not', async () => {
  const { bucket, region, accessKey, secret } = house;
  const send = async (address: string, text: string, whole: string) =>
    askS3({ kind: 's3', address, bucket, folder: '', region, accessKey, secret }, needs, {
      ...{ method: 'PUT' as const, key: 'cepat.txt', signal: quiet().signal },
      body: {
        // all that is given, and never an end
        stream: () => {
          const given = new PassThrough();
          given.write(text);
          return given;
        },
        sizeBytes: Buffer.byteLength(whole),
        sha256: createHash('sha256').update(whole).digest('hex'),
      },
    });
  expect(await send(house.address, 'semua', 'semua')).toMatchObject({ status: 200 });
  expect(house.files.get('cepat.txt')?.toString()).toBe('semua');
  const hasty = createServer((_request, response) => response.end());
  await new Promise<void>((ready) => hasty.listen(0, '127.0.0.1', ready));
  const { port } = hasty.address() as AddressInfo;
  await expect(send(`http://127.0.0.1:${port}`, 'semua', 'semua dan lagi')).rejects.toEqual(
    refused('backups.store_away'),
  );
  hasty.close();
});

test('a store that is away is told, tried again after an hour, and late after 26; the backup here stays as it is', async () => {
  const start = t.clock.now().getTime();
  await createStore(t.ctx(), needs, s3());
  await house.close();
  const name = await night();
  expect(readdirSync(disk)).toContain(name);
  expect(await theStore()).toMatchObject({
    arrived: null,
    tried: { state: 'failed', errorCode: 'backups.store_away' },
  });
  later(HOUR - 1000);
  await beginCopies(t.ctx(), needs);
  expect(sent).toEqual([]);
  later(1000);
  await beginCopies(t.ctx(), needs);
  expect(sent).toHaveLength(1);
  const [copy] = sent.splice(0);
  await failCopy(needs, copy ?? 0, backupsErrors.storeAway({ host: 'x' }));
  expect((await countCopiesLate(t.db, new Date(start + 26 * HOUR - 1000))).count).toBe(0);
  expect((await countCopiesLate(t.db, new Date(start + 26 * HOUR + 1000))).count).toBe(1);
});

test('a wrong secret, a missing bucket, a full store, a house of our own network, another region: each is a sentence before anything is saved', async () => {
  const create = async (part: Partial<StoreInput>) => createStore(t.ctx(), needs, s3(part));
  await expect(create({ secret: 'salah' })).rejects.toEqual(refused('backups.store_closed'));
  await expect(create({ bucket: 'lain' })).rejects.toEqual(refused('backups.store_no_folder'));
  house.next = [301];
  await expect(create({})).rejects.toEqual(refused('backups.store_elsewhere'));
  house.next = [507, 507, 507];
  await expect(create({})).rejects.toEqual(refused('backups.store_full'));
  await expect(create({ address: 'http://10.1.2.3/' })).rejects.toEqual(refused('backups.store_not_public'));
  await expect(create({ kind: 'rsync', address: 'ssh://lumbung@10.1.2.3/srv' })).rejects.toEqual(
    refused('backups.store_not_public'),
  );
  const small = await openS3House(10);
  await expect(create({ address: small.address })).rejects.toEqual(refused('backups.store_full'));
  await small.close();
  expect(await listStores(t.ctx())).toEqual([]);
});

test.each([
  ['address', 'bukan alamat'],
  ['address', 'ftp://contoh.id/'],
  ['address', 'https://a:b@contoh.id/'],
  ['address', 'https://contoh.id/folder'],
  ['folder', '../lain'],
  ['bucket', 'a/b'],
  ['bucket', ''],
  ['accessKey', ''],
  ['secret', ''],
  ['secret', 'a\nb'],
  ['name', ''],
])('%s %j is refused with its field', async (name, value) => {
  await expect(createStore(t.ctx(), needs, s3({ [name]: value }))).rejects.toEqual(
    expect.objectContaining({
      code: 'platform.invalid_input',
      fields: expect.objectContaining({ [name]: expect.any(String) as unknown }) as unknown,
    }),
  );
});

test.each([
  'ssh://cadangan.id/srv',
  'ssh://-oProxyCommand=x@cadangan.id/srv',
  'ssh://lumbung@cadangan.id/',
  'ssh://lumbung@cadangan.id/srv;reboot',
  'ssh://lumbung@cadangan.id/srv%20x',
  'rsync://cadangan.id/',
  '/srv/cadangan',
])('the address %s is none for rsync', async (address) => {
  await expect(createStore(t.ctx(), needs, s3({ kind: 'rsync', address }))).rejects.toEqual(
    field('address', 'store_address'),
  );
});

test('with another address the secret must be written again; two who change it at once do not overwrite each other', async () => {
  const id = await createStore(t.ctx(), needs, s3());
  const other = await openS3House();
  await expect(changeStore(t.ctx(), needs, id, 1, s3({ secret: '', address: other.address }))).rejects.toEqual(
    field('secret', 'required'),
  );
  await changeStore(t.ctx(), needs, id, 1, s3({ secret: '', name: 'Awan Surabaya' }));
  await expect(changeStore(t.ctx(), needs, id, 1, s3())).rejects.toEqual(refused('platform.version_conflict'));
  await expect(createStore(t.ctx(), needs, s3({ name: 'Awan Surabaya' }))).rejects.toEqual(field('name', 'taken'));
  await expect(removeStore(t.ctx(), id, 1)).rejects.toEqual(refused('platform.version_conflict'));
  await removeStore(t.ctx(), id, 2);
  await other.close();
});

test('there are at most a few stores', async () => {
  for (let n = 0; n < MOST_STORES; n++) await createStore(t.ctx(), needs, s3({ name: `Tempat ${n}`, active: false }));
  await expect(createStore(t.ctx(), needs, s3({ name: 'Lagi', active: false }))).rejects.toEqual(
    refused('backups.too_many_stores'),
  );
});

test('only whoever may set the network sees or changes them', async () => {
  const stranger = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.edit'] }] });
  for (const act of [
    async () => listStores(stranger),
    async () => createStore(stranger, needs, s3()),
    async () => removeStore(stranger, 1, 1),
  ])
    await expect(act()).rejects.toEqual(refused('platform.forbidden'));
});

test('what has had its time is deleted there too; what somebody has put there, or changed, stays', async () => {
  await createStore(t.ctx(), needs, s3({ folder: '' }));
  house.files.set('milik-orang.txt', Buffer.from('x'));
  const names: string[] = [];
  for (let day = 0; day < 10; day++) {
    names.push(await night());
    later(DAY);
  }
  const [first = '', second = ''] = names;
  // seven days, four weeks, twelve months: the first is the oldest of its week and month that is there
  const there = [...house.files.keys()];
  expect(there).toContain('milik-orang.txt');
  expect(there).toContain(names.at(-1));
  expect(there.length).toBeLessThan(11);
  const gone = names.filter((name) => !there.includes(name));
  expect(gone.length).toBeGreaterThan(0);
  expect([first, second].some((name) => gone.includes(name))).toBe(true);
});

test('a list of what lies elsewhere is kept, although the file here had its time', async () => {
  await createStore(t.ctx(), needs, s3());
  await night();
  const [run] = await listBackups(t.ctx(), { limit: 1 });
  await t.db.transaction().execute(async (trx) => noteRemoved(trx, run?.id ?? 0, t.clock.now()));
  await deleteOldRuns(t.db, new Date(t.clock.now().getTime() + DAY));
  expect(await listBackups(t.ctx(), { limit: 1 })).toHaveLength(1);
});

test('a restored house sends nothing until its schedule is saved again', async () => {
  await createStore(t.ctx(), needs, s3());
  await askBackup(t.ctx(), needs);
  for (const run of made.splice(0)) await makeBackup(needs, run, quiet());
  await beginCopies(t.ctx(), needs);
  await sql.raw(STOP_WHILE_RESTORED).execute(t.db);
  for (const copy of sent.splice(0)) await sendCopy(needs, copy, quiet());
  expect([...house.files.keys()]).toEqual([]);
  later(2 * HOUR);
  await beginCopies(t.ctx(), needs);
  expect(sent).toEqual([]);
});

test('a file that was changed since, or whose disk is away, is not sent', async () => {
  await createStore(t.ctx(), needs, s3({ active: true }));
  await askBackup(t.ctx(), needs);
  for (const run of made.splice(0)) await makeBackup(needs, run, quiet());
  const [run] = await listBackups(t.ctx(), { limit: 1 });
  const path = join(disk, run?.fileName ?? '');
  writeFileSync(path, 'x');
  await copies();
  expect((await theStore()).tried).toMatchObject({ state: 'failed', errorCode: 'backups.file_changed' });
  rmSync(path);
  later(2 * HOUR);
  await copies();
  expect((await theStore()).tried).toMatchObject({ state: 'failed', errorCode: 'backups.not_there' });
  expect([...house.files.keys()]).toEqual([]);
});

test('keys of the house are changed: what opens a store is sealed anew and still opens it; one whose key is lost is asked for again', async () => {
  const key = Buffer.alloc(32, 1);
  const older = { ...needs, secrets: makeSecrets('k1', new Map([['k1', key]])) };
  const newest = new Map([['k2', Buffer.alloc(32, 2)]]);
  const newer = makeSecrets('k2', new Map([...newest, ['k1', key]]));
  const id = await createStore(t.ctx(), older, s3());
  expect(await countSealedBackups(t.db, newer)).toBe(1);
  expect(await resealBackups(t.ctx(), newer)).toBe(1);
  expect(await countSealedBackups(t.db, newer)).toBe(0);
  const after = { ...needs, secrets: makeSecrets('k2', newest) };
  await changeStore(t.ctx(), after, id, 1, s3({ secret: '' }));
  await expect(changeStore(t.ctx(), older, id, 2, s3({ secret: '' }))).rejects.toEqual(refused('backups.secret_lost'));
  await night();
  expect((await theStore()).tried).toMatchObject({ state: 'failed', errorCode: 'backups.secret_lost' });
});

test('by rsync a backup lies on another computer; where the program is missing, that is said', async () => {
  if (!hasRsync()) {
    const input = s3({ kind: 'rsync', address: 'rsync://lumbung@127.0.0.1/cadangan/', secret: 'sandi modul' });
    await expect(createStore(t.ctx(), needs, input)).rejects.toEqual(refused('backups.store_no_rsync'));
    return;
  }
  const other = await openRsyncHouse(root);
  const { address, secret } = other;
  const input = s3({ kind: 'rsync', address, secret });
  writeFileSync(join(other.folder, 'milik-orang.txt'), 'x');
  try {
    await expect(createStore(t.ctx(), needs, { ...input, secret: 'salah' })).rejects.toEqual(
      refused('backups.store_closed'),
    );
    await expect(
      createStore(t.ctx(), needs, { ...input, address: address.replace('cadangan', 'tidak-ada') }),
    ).rejects.toEqual(refused('backups.store_no_folder'));
    await createStore(t.ctx(), needs, input);
    const name = await night();
    expect(readFileSync(join(other.folder, name))).toEqual(readFileSync(join(disk, name)));
    const door = storeAt({ ...input, bucket: '', folder: '', region: '', accessKey: '', secret }, needs);
    await expect(door.sizeOf(name, quiet().signal)).resolves.toBe(readFileSync(join(disk, name)).length);
    await expect(door.sizeOf('tidak-ada', quiet().signal)).resolves.toBeNull();
    await door.remove(name, quiet().signal);
    expect(readdirSync(other.folder)).toEqual(['milik-orang.txt']);
  } finally {
    other.close();
  }
  expect((await viewBackups(t.ctx(), needs)).last).not.toBeNull();
});
