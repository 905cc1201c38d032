import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { SealLost, type Secrets } from '#platform/rights/secrets';
import { lockPlan, replacePassphrase, selectPlan } from './data/plan.queries.ts';
import { backupsErrors } from './errors.ts';

const PURPOSE = 'backups';
const ABOUT_PLAN = 'backup_plan.passphrase';
const ABOUT_DRILL = 'backup_drill.opener';

function seal(secrets: Secrets, about: string, plain: string): string {
  const { keyId, bytes } = secrets.seal(PURPOSE, about, plain);
  return `${keyId}.${bytes.toString('base64url')}`;
}

/** A passphrase as it is stored: only this installation can read it. */
export const sealPassphrase = (secrets: Secrets, plain: string): string => seal(secrets, ABOUT_PLAN, plain);

/** What somebody typed to open a backup, on its way to the worker. */
export const sealOpener = (secrets: Secrets, plain: string): string => seal(secrets, ABOUT_DRILL, plain);

const keyIdOf = (stored: string): string => stored.split('.')[0] ?? '';

/** Throws `backups.passphrase_lost` where the key that sealed it is gone. */
export const openPassphrase = (secrets: Secrets, stored: string): string => open(secrets, ABOUT_PLAN, stored);

/** The same of {@link sealOpener}. */
export const openOpener = (secrets: Secrets, stored: string): string => open(secrets, ABOUT_DRILL, stored);

function open(secrets: Secrets, about: string, stored: string): string {
  const bytes = Buffer.from(stored.split('.')[1] ?? '', 'base64url');
  try {
    return secrets.open(PURPOSE, about, { keyId: keyIdOf(stored), bytes });
  } catch (error) {
    if (error instanceof SealLost) throw backupsErrors.passphraseLost();
    throw error;
  }
}

const isOlder = (secrets: Secrets, stored: string | null | undefined): stored is string =>
  stored !== null &&
  stored !== undefined &&
  keyIdOf(stored) !== secrets.keyId &&
  secrets.keyIds.includes(keyIdOf(stored));

/** Whether an older key sealed the passphrase: 0 or 1. */
export const countSealedBackups = async (db: Db, secrets: Secrets): Promise<number> =>
  isOlder(secrets, (await selectPlan(db))?.passphrase) ? 1 : 0;

/** Seals it anew; may be stopped and run again. One that its key does not open stays as it is, and backups say so. @returns how many */
export async function resealBackups(ctx: Pick<Ctx, 'db'>, secrets: Secrets): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    const stored = (await lockPlan(trx))?.passphrase;
    if (!isOlder(secrets, stored)) return 0;
    await replacePassphrase(trx, sealPassphrase(secrets, openPassphrase(secrets, stored)));
    return 1;
  });
}
