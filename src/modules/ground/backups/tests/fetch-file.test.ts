import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { hasRsync, openRsyncHouse } from '../../../../../tests/support/rsync-house.ts';
import { openS3House, type S3House } from '../../../../../tests/support/s3-house.ts';
import { fetchLying, listLying, storeTyped } from '../stores/fetch-file.ts';
import type { StoreAddress } from '../stores/store.ts';

const NAMES = [
  'lumbung-2026-11-27-0200-a1.tar.gz.age',
  'lumbung-2026-11-28-0200-b2.tar.gz.age',
  'lumbung-2026-11-29.tar.gz',
];
const [FIRST = '', , LAST = ''] = NAMES;
const refused = (code: string) => expect.objectContaining({ code }) as unknown;
const signal = () => new AbortController().signal;
let root: string;
let house: S3House;
const machine = () => ({
  clock: systemClock,
  config: readConfig({ DATA_DIR: join(root, 'data'), OUTGOING_HOSTS: '127.0.0.1' }),
});
const typed = (path = 'cadangan/kota/blitar', secret = house.secret): StoreAddress =>
  storeTyped(`${house.address}${path}`, { accessKey: house.accessKey, region: house.region, secret });
const here = (name: string): string => join(root, name);
const fetched = async (name: string, store = typed()): Promise<Buffer> => {
  await fetchLying(store, machine(), { name, path: here(name), signal: signal() });
  return readFileSync(here(name));
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'lumbung-ambil-'));
  house = await openS3House();
  for (const name of NAMES) house.files.set(`kota/blitar/${name}`, randomBytes(300_000));
});
afterEach(async () => {
  await house.close();
  rmSync(root, { recursive: true, force: true });
});

test('whoever has lost everything but the address and its secret sees which backups lie there, the newest last, however many pages they fill', async () => {
  for (const name of ['foto.jpg', 'lama/lumbung-2020.tar.gz', 'lumbung-2026.tar.gz.part'])
    house.files.set(`kota/blitar/${name}`, Buffer.from('x'));
  const lying = await listLying(typed(), machine(), signal());
  expect(lying).toEqual(NAMES.map((name) => ({ name, sizeBytes: 300_000 })));
  // beside the folder, and in a bucket that has none
  expect(await listLying(typed('cadangan/kota'), machine(), signal())).toEqual([]);
  house.files.set(FIRST, Buffer.from('xy'));
  expect(await listLying(typed('cadangan'), machine(), signal())).toEqual([{ name: FIRST, sizeBytes: 2 }]);
});

test('the chosen one comes to the last byte, and bears its name when it is whole', async () => {
  expect(await fetched(LAST)).toEqual(house.files.get(`kota/blitar/${LAST}`));
  expect(readdirSync(root)).toEqual([LAST]);
});

test('where the line is cut in the midst, it goes on with the rest; also when the command is given again', async () => {
  // its size is said, and then twice no more than half of what is left
  house.next = ['half', 'half', 'half'];
  const file = house.files.get(`kota/blitar/${FIRST}`) ?? Buffer.alloc(0);
  writeFileSync(here(`${FIRST}.part`), file.subarray(0, 100_000));
  expect(await fetched(FIRST)).toEqual(file);
});

test('a line that is cut again and again is said, and what came is kept for the next time', async () => {
  const file = house.files.get(`kota/blitar/${FIRST}`) ?? Buffer.alloc(0);
  house.next = ['half', 'half', 'half', 'half'];
  await expect(fetched(FIRST)).rejects.toEqual(refused('backups.store_away'));
  expect(house.next).toEqual([]);
  expect(existsSync(here(FIRST))).toBe(false);
  const began = readFileSync(here(`${FIRST}.part`));
  expect(began.length).toBeGreaterThan(0);
  expect(began).toEqual(file.subarray(0, began.length));
  expect(await fetched(FIRST)).toEqual(file);
});

test('a beginning that is longer than the whole is of another file: it comes anew', async () => {
  writeFileSync(here(`${FIRST}.part`), randomBytes(400_000));
  expect(await fetched(FIRST)).toEqual(house.files.get(`kota/blitar/${FIRST}`));
});

test('a name that is none there, a wrong secret, a folder that may not be written: each is a sentence', async () => {
  await expect(fetched('lumbung-1999.tar.gz')).rejects.toEqual(refused('backups.store_no_file'));
  await expect(fetched('../../etc/passwd')).rejects.toEqual(refused('backups.store_no_file'));
  await expect(fetched(FIRST, typed(undefined, 'salah'))).rejects.toEqual(refused('backups.store_closed'));
  const away = { name: FIRST, path: join(root, 'tidak-ada', FIRST), signal: signal() };
  await expect(fetchLying(typed(), machine(), away)).rejects.toEqual(refused('backups.folder_gone'));
  expect(() => storeTyped('https://a:b@contoh.id/x', { accessKey: 'K', region: '', secret: 's' })).toThrow();
  expect(() => storeTyped('ssh://contoh.id/x', { accessKey: '', region: '', secret: '' })).toThrow();
  expect(() => storeTyped('bukan alamat', { accessKey: '', region: '', secret: '' })).toThrow();
});

test.runIf(hasRsync())('by rsync they are listed and fetched as well, and what was begun is gone on with', async () => {
  const other = await openRsyncHouse(root);
  try {
    const file = randomBytes(300_000);
    writeFileSync(join(other.folder, LAST), file);
    writeFileSync(join(other.folder, 'milik orang.txt'), 'x');
    const store = storeTyped(other.address, { accessKey: '', region: '', secret: other.secret });
    expect(await listLying(store, machine(), signal())).toEqual([{ name: LAST, sizeBytes: 300_000 }]);
    writeFileSync(here(`${LAST}.part`), file.subarray(0, 50_000));
    expect(await fetched(LAST, store)).toEqual(file);
    await expect(fetched(FIRST, store)).rejects.toEqual(refused('backups.store_no_file'));
  } finally {
    other.close();
  }
});
