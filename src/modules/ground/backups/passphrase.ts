import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { SealLost, type Secrets } from '#platform/rights/secrets';
import { lockPlan, replacePassphrase, selectPlan } from './data/plan.queries.ts';
import { lockStores, replaceStoreSecret, selectStores } from './data/stores.queries.ts';
import { backupsErrors } from './errors.ts';

const PURPOSE = 'backups';
const ABOUT_PLAN = 'backup_plan.passphrase';
const ABOUT_STORE = 'backup_store.secret';
const ABOUT_DRILL = 'backup_drill.opener';

function seal(secrets: Secrets, about: string, plain: string): string {
  const { keyId, bytes } = secrets.seal(PURPOSE, about, plain);
  return `${keyId}.${bytes.toString('base64url')}`;
}

/** A passphrase as it is stored: only this installation can read it. */
export const sealPassphrase = (secrets: Secrets, plain: string): string => seal(secrets, ABOUT_PLAN, plain);

/** What somebody typed to open a backup, on its way to the worker. */
export const sealOpener = (secrets: Secrets, plain: string): string => seal(secrets, ABOUT_DRILL, plain);

/** What opens a store elsewhere, as it is stored. */
export const sealStoreSecret = (secrets: Secrets, plain: string): string => seal(secrets, ABOUT_STORE, plain);

const keyIdOf = (stored: string): string => stored.split('.')[0] ?? '';

/** Throws `backups.passphrase_lost` where the key that sealed it is gone. */
export const openPassphrase = (secrets: Secrets, stored: string): string => open(secrets, ABOUT_PLAN, stored);

/** The same of {@link sealOpener}. */
export const openOpener = (secrets: Secrets, stored: string): string => open(secrets, ABOUT_DRILL, stored);

/** The same of {@link sealStoreSecret}. Throws `backups.secret_lost` where the key that sealed it is gone. */
export const openStoreSecret = (secrets: Secrets, stored: string): string =>
  open(secrets, ABOUT_STORE, stored, backupsErrors.secretLost);

function open(secrets: Secrets, about: string, stored: string, lost = backupsErrors.passphraseLost): string {
  const bytes = Buffer.from(stored.split('.')[1] ?? '', 'base64url');
  try {
    return secrets.open(PURPOSE, about, { keyId: keyIdOf(stored), bytes });
  } catch (error) {
    if (error instanceof SealLost) throw lost();
    throw error;
  }
}

const isOlder = (secrets: Secrets, stored: string | null | undefined): stored is string =>
  stored !== null &&
  stored !== undefined &&
  keyIdOf(stored) !== secrets.keyId &&
  secrets.keyIds.includes(keyIdOf(stored));

/** How many an older key has sealed: the passphrase, and what opens stores elsewhere. */
export async function countSealedBackups(db: Db, secrets: Secrets): Promise<number> {
  const kept = [(await selectPlan(db))?.passphrase, ...(await selectStores(db)).map(({ secret }) => secret)];
  return kept.filter((stored) => isOlder(secrets, stored)).length;
}

/** Seals them anew; may be stopped and run again. What its key does not open stays as it is, and backups say so. @returns how many */
export async function resealBackups(ctx: Pick<Ctx, 'db'>, secrets: Secrets): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    let count = 0;
    const passphrase = (await lockPlan(trx))?.passphrase;
    if (isOlder(secrets, passphrase)) {
      await replacePassphrase(trx, sealPassphrase(secrets, openPassphrase(secrets, passphrase)));
      count += 1;
    }
    for (const { id, secret } of await lockStores(trx)) {
      if (!isOlder(secrets, secret)) continue;
      await replaceStoreSecret(trx, id, sealStoreSecret(secrets, openStoreSecret(secrets, secret)));
      count += 1;
    }
    return count;
  });
}
