import type { Db } from '#platform/database/db';
import { firstAccountIsSample } from './data/accounts.queries.ts';

/**
 * What lives in this database: the sample city, whose secrets everybody knows, a network that people set up, or nothing yet. The first
 * account tells, which is one of the sample or the one that the set-up made. Only in the sample city its accounts and members sign in.
 */
export async function kindOfNetwork(db: Db): Promise<'sample' | 'real' | 'none'> {
  const sample = await firstAccountIsSample(db);
  return sample === null ? 'none' : sample ? 'sample' : 'real';
}
