import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openS3House } from './support/s3-house.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'lumbung-cadangan-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A command on one of this file's data folders. */
async function run(
  dataDir: string,
  args: string[],
  input = '',
): Promise<{ code: number | null; out: string; err: string }> {
  const place = join(folder, dataDir);
  mkdirSync(place, { recursive: true });
  const env = { ...process.env, DATA_DIR: place, LANG: 'id_ID.UTF-8', LC_ALL: '', OUTGOING_HOSTS: '127.0.0.1' };
  const child = spawn(join(root, 'bin/lumbung'), args, { cwd: folder, env });
  const outcome = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (outcome.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (outcome.err += chunk));
  child.stdin.end(input);
  return new Promise((done) => child.once('close', (code) => done({ ...outcome, code })));
}
const account = ['account', 'create', '--user', 'admin', '--full-name', 'Siti Rahmawati', '--role', 'administrator'];

test('a library is written into one file and comes back in another folder, where its keys lie', async () => {
  expect((await run('lama', account, 'kawung sawo lereng embun\n')).code).toBe(0);
  const made = await run('lama', ['backup', 'cadangan.tar.gz']);
  expect(made).toMatchObject({ code: 0, out: `${join(folder, 'cadangan.tar.gz')}\n` });
  expect(made.err).toContain('Kunci tidak ikut');
  expect(statSync(join(folder, 'cadangan.tar.gz')).mode & 0o077).toBe(0);
  expect((await run('lama', ['backup', 'cadangan.tar.gz'])).err).toContain('tidak ditimpa');

  expect(await run('baru', ['restore', 'cadangan.tar.gz', '--check'])).toMatchObject({ code: 0 });
  const refused = await run('baru', ['restore', 'cadangan.tar.gz']);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('Letakkan secrets.json yang lama');
  copyFileSync(join(folder, 'lama/secrets.json'), join(folder, 'baru/secrets.json'));
  expect(await run('baru', ['restore', 'cadangan.tar.gz'])).toMatchObject({ code: 0 });
  // the name is taken, for the account came along
  expect((await run('baru', account, 'kawung sawo lereng embun\n')).err).toContain('Sudah dipakai yang lain.');

  const over = await run('lama', ['restore', 'cadangan.tar.gz']);
  expect(over.code).toBe(1);
  expect(over.err).toContain('sudah berisi perpustakaan');
}, 300_000);

test('keys go along where that is asked for, and are not put over others', async () => {
  expect((await run('lama', ['backup', 'berkunci.tar.gz', '--with-keys'])).err).toContain('ikut di dalamnya');
  expect(await run('pindah', ['restore', 'berkunci.tar.gz'])).toMatchObject({ code: 0 });
  const keys = (place: string) => readFileSync(join(folder, place, 'secrets.json'), 'utf8');
  expect(keys('pindah')).toBe(keys('lama'));
  // another library's folder has keys of its own
  expect((await run('lain', ['migrate'])).code).toBe(0);
  const differ = await run('lain', ['restore', 'berkunci.tar.gz']);
  expect(differ.code).toBe(1);
  expect(differ.err).toContain('Pindahkan secrets.json');
  expect(existsSync(join(folder, 'lain/secrets.json'))).toBe(true);
}, 300_000);

test('a sealed backup is checked and taken back by whoever has its words or its key, and by nobody else', async () => {
  const words = 'lima kata yang acak sekali\n';
  expect((await run('lama', ['backup', 'pendek.tar.gz.age', '--passphrase'], 'pendek\n')).err).toContain(
    'terlalu pendek',
  );
  const made = await run('lama', ['backup', 'segel.tar.gz.age', '--passphrase'], words);
  expect(made).toMatchObject({ code: 0, out: `${join(folder, 'segel.tar.gz.age')}\n` });
  expect(made.err).toContain('tersegel, dan kunci (secrets.json) ikut di dalamnya');
  expect(await run('kosong', ['verify-backup', 'segel.tar.gz.age'], words)).toMatchObject({ code: 0 });
  const wrong = await run('kosong', ['verify-backup', 'segel.tar.gz.age'], 'lima kata yang lain sekali\n');
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain('bukan milik cadangan itu');

  const key = await run('lama', ['keys', 'backup', 'lemari-besi.txt']);
  expect(key).toMatchObject({ code: 0, out: expect.stringMatching(/^age1[0-9a-z]{58}\n$/) as unknown });
  expect(statSync(join(folder, 'lemari-besi.txt')).mode & 0o077).toBe(0);
  expect((await run('lama', ['keys', 'backup', 'lemari-besi.txt'])).err).toContain('tidak ditimpa');
  const sealed = await run('lama', ['backup', 'untuk-kunci.tar.gz.age', '--recipient', key.out.trim()]);
  expect(sealed.code).toBe(0);
  expect((await run('segel', ['restore', 'untuk-kunci.tar.gz.age'])).err).toContain('--identity');
  const lost = await run('segel', ['restore', 'untuk-kunci.tar.gz.age', '--identity', 'tidak-ada.txt']);
  expect(lost.err).toContain('tidak ada kunci rahasia yang terbaca');
  const back = await run('segel', ['restore', 'untuk-kunci.tar.gz.age', '--identity', 'lemari-besi.txt']);
  expect(back).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'segel/secrets.json'), 'utf8')).toBe(
    readFileSync(join(folder, 'lama/secrets.json'), 'utf8'),
  );
}, 300_000);

test('a copy that lies in a store of another city is listed, fetched and taken back on a computer that knows nothing of it', async () => {
  const house = await openS3House();
  try {
    const name = 'untuk-kunci-2.tar.gz.age';
    house.files.set(`kota/${name}`, readFileSync(join(folder, 'untuk-kunci.tar.gz.age')));
    const place = ['--from-store', `${house.address}${house.bucket}/kota`, '--region', house.region];
    const opened = [...place, '--access-key', house.accessKey];
    const secret = `${house.secret}\n`;
    const lying = await run('kota-lain', ['restore', ...opened], secret);
    expect(lying).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^untuk-kunci-2\.tar\.gz\.age {2}\S+ MB\n$/) as unknown,
    });
    expect((await run('kota-lain', ['restore', name, ...place], secret)).err).toContain('--access-key');
    const key = ['--identity', 'lemari-besi.txt'];
    const wrong = await run('kota-lain', ['restore', name, ...opened, ...key], 'salah\n');
    expect(wrong.code).toBe(1);
    expect(existsSync(join(folder, name))).toBe(false);
    const back = await run('kota-lain', ['restore', name, ...opened, ...key], secret);
    expect(back).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, name))).toEqual(house.files.get(`kota/${name}`));
    expect((await run('kota-lain', account, 'kawung sawo lereng embun\n')).err).toContain('Sudah dipakai yang lain.');
    expect((await run('kota-lain', ['restore', name, ...opened, ...key], secret)).err).toContain('tidak ditimpa');
  } finally {
    await house.close();
  }
}, 300_000);

test('everything goes out in open formats, and another folder takes it in', async () => {
  const made = await run('lama', ['export', 'all', 'semua.tar.gz']);
  expect(made).toMatchObject({ code: 0, out: `${join(folder, 'semua.tar.gz')}\n` });
  expect(statSync(join(folder, 'semua.tar.gz')).mode & 0o077).toBe(0);
  expect(readdirSync(folder).filter((name) => /ekspor|part|csv/.test(name))).toEqual([]);
  mkdirSync(join(folder, 'terbuka'), { recursive: true });
  copyFileSync(join(folder, 'lama/secrets.json'), join(folder, 'terbuka/secrets.json'));
  expect(await run('terbuka', ['restore', 'semua.tar.gz'])).toMatchObject({ code: 0 });
  expect((await run('terbuka', account, 'kawung sawo lereng embun\n')).err).toContain('Sudah dipakai yang lain.');
}, 300_000);

test('what another house has sealed does not take the place of the library that is there', async () => {
  const own = account.with(account.indexOf('admin'), 'pemilik');
  expect((await run('tetangga', own, 'kawung sawo lereng embun\n')).code).toBe(0);
  const refused = await run('tetangga', ['restore', 'cadangan.tar.gz', '--replace']);
  expect(refused.code).not.toBe(0);
  expect(refused.err).toMatch(/milik basis data lain|tidak memuat kunci/);
  // its own people are there, and those of the other house are not
  expect((await run('tetangga', own, 'kawung sawo lereng embun\n')).err).toContain('Sudah dipakai yang lain.');
  expect((await run('tetangga', account, 'kawung sawo lereng embun\n')).code).toBe(0);
}, 300_000);
