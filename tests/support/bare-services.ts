import { randomBytes } from 'node:crypto';
import { permissions } from '#contributed/permissions';
import { noticeNeeds } from '#modules/people/notifications/testing';
import type { Live } from '#platform/requests/live';
import type { Jobs } from '#platform/background/jobs';
import { makeSecrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';

/** Keys of a test's own. */
export const testSecrets = makeSecrets('t1', new Map([['t1', randomBytes(32)]]));

/** What would be a job waits for nobody. */
export const idleJobs: Jobs = {
  inWorker: false,
  enqueue: async () => Promise.resolve(),
  work: async () => Promise.resolve(),
  heavy: async () => Promise.resolve(),
  schedule: async () => Promise.resolve(),
  troubles: async () => Promise.resolve([]),
  again: async () => Promise.resolve(false),
  stop: async () => Promise.resolve(),
};

/** Nothing is told. */
const idleLive: Live = {
  follow: () => () => undefined,
  listen: () => () => undefined,
  ended: new AbortController().signal,
  stop: async () => Promise.resolve(),
};

/** What most tests of the API do not look at. */
export const bareServices: Pick<
  Services,
  'address' | 'heavy' | 'live' | 'secrets' | 'personalData' | 'retention' | 'permissions' | 'notices'
> = {
  address: { url: 'postgres://nowhere.invalid/none' },
  heavy: { ask: async () => Promise.reject(new Error('no worker in this test')) },
  live: idleLive,
  secrets: testSecrets,
  personalData: [],
  retention: [],
  permissions,
  notices: noticeNeeds.notices,
};
