import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import pg from 'pg';
import { inject } from 'vitest';
import { memorySettings } from './postgres-settings.ts';
import { rotateLog } from '../rotate-log.ts';

const GB = 1024 ** 3;

test.each([
  [0.5 * GB, { shared_buffers: '32MB', work_mem: '4MB', maintenance_work_mem: '32MB' }],
  [2 * GB, { shared_buffers: '128MB', effective_cache_size: '1024MB', work_mem: '4MB' }],
  [4 * GB, { shared_buffers: '128MB', effective_cache_size: '2048MB', maintenance_work_mem: '64MB' }],
  [16 * GB, { shared_buffers: '128MB', effective_cache_size: '8192MB', work_mem: '16MB' }],
  [
    256 * GB,
    { shared_buffers: '512MB', effective_cache_size: '65536MB', work_mem: '32MB', maintenance_work_mem: '512MB' },
  ],
])('a machine of %d bytes gives the database what fits', (bytes, expected) => {
  expect(memorySettings(bytes)).toMatchObject(expected);
});

test('the bundled database writes slow statements down, without their values', async () => {
  const client = new pg.Client({ host: inject('socketDir'), user: 'lumbung', database: 'postgres' });
  await client.connect();
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('log_min_duration_statement', 'log_parameter_max_length') order by name",
  );
  await client.end();
  expect(rows.map(({ setting }) => setting)).toEqual(['1000', '0']);
});

test('a log that has become long is put aside, and its writer goes on at the beginning', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lumbung-log-'));
  const path = join(dir, 'postgres.log');
  const writer = openSync(path, 'a');
  writeSync(writer, 'x'.repeat(100));
  rotateLog(path, 200);
  expect(statSync(path).size).toBe(100);
  writeSync(writer, 'y'.repeat(150));
  rotateLog(path, 200);
  writeSync(writer, 'z');
  closeSync(writer);
  expect(readFileSync(path, 'utf8')).toBe('z');
  expect(statSync(`${path}.1`).size).toBe(250);
  // the older one makes room
  writeFileSync(path, 'w'.repeat(300));
  rotateLog(path, 200);
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('w'.repeat(300));
  rotateLog(join(dir, 'none.log'));
  rmSync(dir, { recursive: true });
});
