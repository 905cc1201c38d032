import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { foreignBook, isoFile } from '#shared/marc/test-support';
import { refuseUncaught } from './support/uncaught.ts';

const root = resolve(import.meta.dirname, '..');
const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-cli-'));
chmodSync(dataDir, 0o755);
const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LANG: 'id_ID.UTF-8', LC_ALL: '' };
let server: ChildProcess | undefined;
/** What the server printed on standard error. */
let complaints = '';

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

async function run(
  args: string[],
  options: { input?: string; env?: Record<string, string>; cwd?: string } = {},
): Promise<Outcome> {
  const child = spawn(join(root, 'bin/lumbung'), args, { cwd: options.cwd ?? root, env: { ...env, ...options.env } });
  const outcome: Outcome = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (outcome.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (outcome.err += chunk));
  child.stdin.end(options.input ?? '');
  return new Promise((done) => child.once('close', (code) => done({ ...outcome, code })));
}

/** A real server on the bundled database of this file's data folder; answers what it printed until it listens. */
async function startServer(): Promise<string> {
  const child = spawn(process.execPath, ['src/entrypoints/server.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server = child;
  complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  return new Promise((done, fail) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      if (/http:\/\/127\.0\.0\.1:\d+/.test(printed)) done(printed);
    });
    child.once('exit', () => fail(new Error(`the server ended: ${printed}`)));
  });
}

async function stopServer(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  const child = server;
  server = undefined;
  if (!child || child.exitCode !== null) return;
  await new Promise((done) => {
    child.once('close', done);
    child.kill(signal);
  });
  refuseUncaught(complaints);
}

afterEach(async () => stopServer());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('help lists the commands in the language of the machine', async () => {
  const id = await run(['help']);
  const en = await run(['help'], { env: { LANG: 'en_GB.UTF-8' } });
  expect([id.code, en.code]).toEqual([0, 0]);
  expect(id.out).toContain('membuat token API');
  expect(en.out).toContain('make an API token');
});

test('without a server, a command starts the data itself, works, and leaves it closed', async () => {
  const made = await run(
    ['account', 'create', '--user', 'admin', '--full-name', 'Siti Rahmawati', '--role', 'administrator'],
    {
      input: 'kawung sawo lereng embun\n',
    },
  );
  expect(made).toMatchObject({ code: 0, out: '', err: 'Akun admin dibuat.\n' });
  const again = await run(['account', 'create', '--user', 'admin', '--full-name', 'Siti'], {
    input: 'kawung sawo lereng embun\n',
  });
  expect(again.code).toBe(1);
  expect(again.err).toContain('Sudah dipakai yang lain.');
}, 60_000);

test('while the server runs, a token is made, alone on standard output, and opens the API at once', async () => {
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(await startServer())?.[0] ?? '';
  const { code, out, err } = await run(['token', 'create', '--user', 'admin', '--scopes', '*'], { cwd: tmpdir() });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^lt_[\w-]{43}\n$/);
  const response = await fetch(`${origin}/api/v1/accounts/me`, { headers: { authorization: `Bearer ${out.trim()}` } });
  expect(await response.json()).toMatchObject({ username: 'admin', fullName: 'Siti Rahmawati' });
}, 60_000);

test('after the server was killed without warning, commands still work', async () => {
  await startServer();
  await stopServer('SIGKILL');
  const { code, out } = await run([
    'token',
    'create',
    '--user',
    'admin',
    '--scopes',
    'loans.* members.read',
    '--expires-days',
    '1',
  ]);
  expect(code).toBe(0);
  expect(out).toMatch(/^lt_/);
}, 60_000);

test('an import writes its report where it is told to, or when rows were refused, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lumbung-impor-'));
  const bytes = isoFile(foreignBook('1', 'Babad Blitar'));
  writeFileSync(join(folder, 'baik.mrc'), bytes);
  writeFileSync(join(folder, 'rusak.mrc'), Buffer.concat([bytes, Buffer.from('sampah\x1d')]));
  const good = await run(['import', 'marc', join(folder, 'baik.mrc')], { cwd: folder });
  expect(good.code).toBe(0);
  expect(good.out).not.toContain('Laporan');
  expect(readdirSync(folder).sort()).toEqual(['baik.mrc', 'rusak.mrc']);
  const asked = await run(['import', 'marc', 'baik.mrc', '--report', 'laporan.csv'], { cwd: folder });
  expect(asked.out).toContain(`Laporan: ${join(folder, 'laporan.csv')}`);
  const bad = await run(['import', 'marc', 'rusak.mrc'], { cwd: folder });
  expect(bad.code).toBe(1);
  const [report] = readdirSync(folder).filter((name) => name.startsWith('impor-'));
  expect(bad.out).toContain(`Laporan: ${join(folder, report ?? '')}`);
  rmSync(folder, { recursive: true });
}, 60_000);

test('a dump of SLiMS is refused in a sentence where it cannot be moved in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lumbung-slims-'));
  writeFileSync(
    join(folder, 'potong.sql'),
    '-- MySQL dump 10.13\nCREATE TABLE `biblio` (`biblio_id` int);\nINSERT INTO `bib',
  );
  const missing = await run(['migrate', 'slims', join(folder, 'tiada.sql')], { cwd: folder });
  expect(missing).toMatchObject({ code: 1, out: '' });
  expect(missing.err).toContain('Berkas dump itu tidak ditemukan');
  const homeless = await run(['migrate', 'slims', 'potong.sql', '--dry-run'], { cwd: folder });
  expect(homeless.err).toContain('--library KODE');
  const wrong = await run(['migrate', 'slims'], { cwd: folder });
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('Sertakan DUMP.');
  const over = await run(['migrate', 'slims', 'potong.sql', '--report', 'potong.sql'], { cwd: folder });
  expect(over).toMatchObject({ code: 2, out: '' });
  expect(over.err).toContain('Laporan tidak bisa ditulis');
  expect(readdirSync(folder)).toEqual(['potong.sql']);
  rmSync(folder, { recursive: true });
}, 60_000);

test('a wrong call says what is missing and how it is used; nothing appears on standard output', async () => {
  const missing = await run(['token', 'create', '--user', 'admin']);
  expect(missing).toMatchObject({ code: 2, out: '' });
  expect(missing.err).toContain('Sertakan --scopes.');
  const unknown = await run(['token', 'create', '--usr', 'admin']);
  expect(unknown.err).toContain('"--usr" tidak dipahami');
  expect(await run(['terbang'])).toMatchObject({ code: 2, out: '' });
  const nobody = await run(['token', 'create', '--user', 'siapa', '--scopes', '*']);
  expect(nobody).toMatchObject({ code: 1, out: '' });
  expect(nobody.err).toContain('Tidak ada akun aktif');
}, 60_000);
