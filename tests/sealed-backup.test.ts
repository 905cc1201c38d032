import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { pack } from 'tar-stream';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { checkArchive } from '#platform/backup/read-archive';
import { keysFor, restoreBackup } from '#platform/backup/restore-backup';
import {
  identitiesIn,
  isRecipient,
  makeKeyPair,
  sealing,
  sealOf,
  type Seal,
  type SealKey,
} from '#platform/backup/seal';
import { writeBackup, type BackupSource } from '#platform/backup/write-backup';
import { poolConfig } from '#platform/database/db';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const migrationsDir = resolve(import.meta.dirname, '../db/migrations');
const folder = mkdtempSync(join(tmpdir(), 'lumbung-segel-'));
const PASSPHRASE = 'kawung sawo lereng embun';
const made: string[] = [];
const code = (part: string) => expect.objectContaining({ code: `backup.${part}` }) as unknown;
const newFile = (): string => join(folder, `${randomUUID()}.tar.gz.age`);
const source = (part: Partial<BackupSource> = {}): BackupSource => ({
  address: t.address,
  filesDir: join(folder, 'files'),
  release: '0.1.0',
  now: t.clock.now(),
  keys: Buffer.from('{"kunci":"rahasia"}'),
  ...part,
});

async function query<T extends pg.QueryResultRow>(database: string, text: string): Promise<T[]> {
  const client = new pg.Client(poolConfig({ socketDir: inject('socketDir'), database }));
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

async function membersIn(file: string, key: SealKey): Promise<string[]> {
  const database = `restored_${randomUUID().replaceAll('-', '')}`;
  await query('postgres', `create database ${database}`);
  made.push(database);
  const place = { address: { socketDir: inject('socketDir'), database }, filesDir: folder, migrationsDir };
  await restoreBackup(file, await checkArchive(file, key), place);
  return (await query<{ name: string }>(database, 'select full_name as name from member')).map(({ name }) => name);
}

let byWords = '';
let byKey = '';
let pair: Awaited<ReturnType<typeof makeKeyPair>>;

beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Sari Wulandari', number: 'A77001', homeLibrary: 'KOTA' });
  pair = await makeKeyPair();
  byWords = newFile();
  byKey = newFile();
  await writeBackup(source({ seal: { passphrase: PASSPHRASE } }), byWords);
  await writeBackup(source({ seal: { recipients: [pair.recipient] } }), byKey);
}, 120_000);
afterEach(async () => {
  for (const name of made.splice(0)) await query('postgres', `drop database if exists ${name} with (force)`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what was sealed by words or for a key comes back by them, the keys of the house in it', async () => {
  expect(await sealOf(byWords)).toBe('passphrase');
  expect(await sealOf(byKey)).toBe('identity');
  const identity = identitiesIn(`# disimpan di lemari besi\n${pair.identity}\r\n`);
  expect(await membersIn(byWords, { passphrase: PASSPHRASE })).toEqual(['Sari Wulandari']);
  expect(await membersIn(byKey, identity)).toEqual(['Sari Wulandari']);
  expect((await keysFor(byKey, identity, null))?.toString()).toBe('{"kunci":"rahasia"}');
});

test('whoever has other words, another key, or none is told so', async () => {
  const other = identitiesIn((await makeKeyPair()).identity);
  await expect(checkArchive(byWords, { passphrase: 'kawung sawo lereng embus' })).rejects.toEqual(code('wrong_key'));
  await expect(checkArchive(byKey, other)).rejects.toEqual(code('wrong_key'));
  await expect(checkArchive(byWords)).rejects.toEqual(code('passphrase_needed'));
  await expect(checkArchive(byWords, other)).rejects.toEqual(code('passphrase_needed'));
  await expect(checkArchive(byKey)).rejects.toEqual(code('identity_needed'));
  await expect(checkArchive(byKey, { passphrase: PASSPHRASE })).rejects.toEqual(code('identity_needed'));
});

test('a sealed backup that was cut anywhere, or changed anywhere, is refused', async () => {
  const key = identitiesIn(pair.identity);
  const whole = readFileSync(byKey);
  const header = whole.indexOf('\n---');
  expect(whole.length).toBeGreaterThan(header + 2000);
  const write = (bytes: Uint8Array): string => {
    const file = newFile();
    writeFileSync(file, bytes);
    return file;
  };
  const cuts = [23, header - 3, header + 10, header + 60, header + 1000, whole.length - 20, whole.length - 1];
  for (const length of cuts) {
    await expect(checkArchive(write(whole.subarray(0, length)), key), `${length} bytes`).rejects.toEqual(
      code('damaged'),
    );
  }
  for (const at of [header + 60, Math.floor(whole.length / 2), whole.length - 1]) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(checkArchive(write(changed), key), `byte ${at}`).rejects.toEqual(code('damaged'));
  }
  await expect(checkArchive(write(Buffer.concat([whole, Buffer.from('x')])), key)).rejects.toEqual(code('damaged'));
});

test('a seal and a backup of a release to come are refused as newer', async () => {
  const key = identitiesIn(pair.identity);
  const v2 = newFile();
  writeFileSync(
    v2,
    readFileSync(byKey).toString('latin1').replace('age-encryption.org/v1', 'age-encryption.org/v2'),
    'latin1',
  );
  await expect(checkArchive(v2, key)).rejects.toEqual(code('newer'));

  const tar = pack();
  tar.entry({ name: 'lumbung.json' }, JSON.stringify({ format: 99 }));
  tar.finalize();
  const later = newFile();
  const seal: Seal = { recipients: [pair.recipient] };
  const bytes = Readable.from(sealing(tar.pipe(createGzip()), seal));
  await pipeline(bytes, createWriteStream(later));
  await expect(checkArchive(later, key)).rejects.toEqual(code('newer'));
});

test('what is no key is taken for none', () => {
  const { recipient, identity } = pair;
  expect(isRecipient(recipient)).toBe(true);
  const mistyped = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q');
  for (const text of [
    '',
    'age1',
    mistyped,
    recipient.toUpperCase(),
    identity,
    `${recipient}\n`,
    '\0',
    'a'.repeat(200_000),
  ])
    expect(isRecipient(text), text.slice(0, 80)).toBe(false);
  for (const text of ['', '# hanya catatan', recipient, `${identity}X`, `${identity}\nsesuatu`, 'A'.repeat(200_000)])
    expect(() => identitiesIn(text), text.slice(0, 80)).toThrow(code('no_identity'));
});

test('a backup that nobody wants any more leaves no file behind', async () => {
  const stop = new AbortController();
  const file = newFile();
  const progress = (): void => stop.abort();
  const writing = writeBackup(source({ seal: { recipients: [pair.recipient] }, signal: stop.signal, progress }), file);
  await expect(writing).rejects.toThrow();
  expect(readdirSync(folder).filter((name) => file.includes(name.replace(/\.part$/, '')))).toEqual([]);
  expect(readdirSync(join(folder, 'files')).filter((name) => name.startsWith('.backup'))).toEqual([]);
});

test('how far it is is told in rows', async () => {
  const told: [number, number][] = [];
  const { rows } = await writeBackup(source({ progress: (done, total) => told.push([done, total]) }), newFile());
  expect(told.at(-1)?.[0]).toBe(rows);
  expect(told.every(([done, total]) => done <= total)).toBe(true);
});
