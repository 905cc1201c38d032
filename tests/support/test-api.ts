import { permissions } from '#contributed/permissions';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { createApiToken } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { heavyHere } from '#platform/background/heavy';
import { createMailer } from '#platform/sending/mail';
import type { Services } from '#platform/services';
import { asked as askedKinds } from '#contributed/asked';
import { buildHttpApp } from '../../src/entrypoints/http-app.ts';
import { bareServices, idleJobs } from './bare-services.ts';
import type { TestDb } from './test-db.ts';

export interface TestApi {
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Answers at a port of its own from now on, for clients that are other programs. @returns `http://127.0.0.1:<port>` */
  listen(): Promise<string>;
  /** Bearer token of an administrator, `admin` unless the test names somebody else. */
  token: string;
}

/**
 * The whole API in this process, on the test's own database; nothing is mailed, and what would be a job waits for nobody.
 * @param env settings of the server
 */
export function useApi(
  t: TestDb,
  admin: { username: string; fullName?: string } = { username: 'admin' },
  env: Record<string, string> = {},
): TestApi {
  let app: FastifyInstance | undefined;
  const api: TestApi = {
    token: '',
    async inject(request) {
      if (!app) throw new Error('the API is not built yet');
      return app.inject(request);
    },
    async listen() {
      if (!app) throw new Error('the API is not built yet');
      return app.listen({ host: '127.0.0.1', port: 0 });
    },
  };
  beforeAll(async () => {
    const services: Services = {
      config: readConfig(env),
      db: t.db,
      clock: t.clock,
      storage: t.storage,
      ...bareServices,
      mailer: createMailer(null, 'uji@localhost'),
      jobs: idleJobs,
      heavy: heavyHere(askedKinds, () => services),
    };
    const built = await buildHttpApp(services, null);
    app = built;
    await makeAccount(t, { ...admin, grants: [{ role: 'administrator', libraryId: null }] });
    const system = systemCtx(t.db, t.clock, 'uji', 'cli');
    const token = { username: admin.username, name: 'uji', scopes: ['*'], expiresAt: null };
    api.token = (await createApiToken(system, { permissions }, token)).token;
  });
  afterAll(async () => app?.close());
  return api;
}
