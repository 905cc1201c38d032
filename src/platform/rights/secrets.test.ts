import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from '../config.ts';
import { loadSecrets, makeSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'lumbung-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('keys are made at the first start, for the owner’s eyes only, and stay', () => {
  const config = { dataDir: join(folder, 'data'), secretKeys: null };
  const sealed = loadSecrets(config).seal('nik', 'member:1', '3572031403170003');
  expect(statSync(join(config.dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(sealed.bytes.includes('3572031403170003')).toBe(false);
  expect(loadSecrets(config).open('nik', 'member:1', sealed)).toBe('3572031403170003');
});

test('what belongs to one member cannot be opened as another’s, nor after it was touched', () => {
  const secrets = makeSecrets('k1', new Map([['k1', randomBytes(32)]]));
  const sealed = secrets.seal('nik', 'member:1', 'x');
  expect(() => secrets.open('nik', 'member:2', sealed)).toThrow();
  expect(() => secrets.open('code', 'member:1', sealed)).toThrow();
  const touched = Buffer.from(sealed.bytes);
  touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1;
  expect(() => secrets.open('nik', 'member:1', { ...sealed, bytes: touched })).toThrow();
  expect(secrets.seal('nik', 'member:1', 'x').bytes.equals(sealed.bytes)).toBe(false);
});

test('a new key seals from now on, the old one still opens and its hashes are still found', () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = makeSecrets('k1', new Map([['k1', old]]));
  const after = makeSecrets(
    'k2',
    new Map([
      ['k1', old],
      ['k2', fresh],
    ]),
  );
  const sealed = before.seal('nik', 'member:1', 'x');
  expect(after.open('nik', 'member:1', sealed)).toBe('x');
  expect(after.seal('nik', 'member:1', 'x').keyId).toBe('k2');
  expect(after.macs('nik', 'x').some((hash) => hash.equals(before.mac('nik', 'x')))).toBe(true);
  expect(after.mac('nik', 'x').equals(before.mac('nik', 'x'))).toBe(false);
});

test('keys that cannot be right stop the start with a sentence', () => {
  expect(() => loadSecrets({ dataDir: folder, secretKeys: '{"current":"k1","keys":{"k1":"c2hvcnQ="}}' })).toThrow(
    ConfigError,
  );
  expect(() => loadSecrets({ dataDir: folder, secretKeys: 'k1' })).toThrow('SECRET_KEYS');
  expect(() => readFileSync(join(folder, 'secrets.json'))).toThrow();
});
