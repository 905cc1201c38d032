import { expect, test } from 'vitest';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { nextNumber } from '#platform/database/counters';
import type { Services } from '#platform/services';
import { buildHttpApp } from '../src/entrypoints/http-app.ts';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();

const services = (): Services => ({
  config: readConfig({}),
  db: t.db,
  clock: t.clock,
  storage: t.storage,
  ...bareServices,
  mailer: createMailer(null, 'uji@localhost'),
  jobs: { ...idleJobs, enqueue: async () => Promise.reject(new Error('no jobs in this test')) },
});

test('health says ok once the database answers', async () => {
  const app = await buildHttpApp(services(), null);
  const response = await app.inject('/health');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({ status: 'ok' });
  await app.close();
});

test('an unknown address of the API is a problem document with a stable code and an Indonesian sentence', async () => {
  const app = await buildHttpApp(services(), null);
  const response = await app.inject('/api/v1/tidak-ada');
  expect(response.statusCode).toBe(404);
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.json()).toMatchObject({
    code: 'platform.not_found',
    detail: expect.stringContaining('tidak ada') as unknown,
  });
  await app.close();
});

test('fifty desks taking a number at once get fifty different numbers without a gap', async () => {
  const taken = await Promise.all(
    Array.from({ length: 50 }, async () => t.db.transaction().execute(async (trx) => nextNumber(trx, 'uji', '2026'))),
  );
  expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
});
