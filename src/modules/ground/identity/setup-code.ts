import { randomInt } from 'node:crypto';
import type { Clock } from '#platform/clock';
import type { Db } from '#platform/database/db';
import { anyAccount } from './data/accounts.queries.ts';
import { saveSetupCode } from './data/setup.queries.ts';
import { makeCode, plainCode } from './rules/setup-code.ts';
import { hashToken } from './secrets.ts';

/** Databases known to be set up; that never turns back, so it may be remembered. */
const setUp = new WeakSet<Db>();

/** True until the first account exists. */
export async function setupNeeded(db: Db): Promise<boolean> {
  if (setUp.has(db)) return false;
  if (!(await anyAccount(db))) return true;
  setUp.add(db);
  return false;
}

/**
 * Makes the one-time code that unlocks the set-up page, for the console; an earlier code is void.
 * @returns null when the system is set up already
 */
export async function issueSetupCode(services: { db: Db; clock: Clock }): Promise<string | null> {
  if (!(await setupNeeded(services.db))) return null;
  const code = makeCode(randomInt);
  await saveSetupCode(services.db, hashToken(plainCode(code)), services.clock.now());
  return code;
}
