import { randomBytes } from 'node:crypto';
import { makeSecrets } from '#platform/secrets';
import type { Services } from '#platform/services';

/** Keys of a test's own. */
export const testSecrets = makeSecrets('t1', new Map([['t1', randomBytes(32)]]));

/** What most tests of the API do not look at. */
export const bareServices: Pick<Services, 'secrets' | 'personalData' | 'retention'> = {
  secrets: testSecrets,
  personalData: [],
  retention: [],
};
