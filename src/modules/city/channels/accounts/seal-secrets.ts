import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { lockAccount, replaceSecrets, selectWithSecrets } from '../data/accounts.queries.ts';

const PURPOSE = 'channels';
const stored = z.record(z.string(), z.string());
// what belongs to one account and name cannot be opened as another's
const about = (accountId: number, name: string): string => `channel_account:${accountId}.${name}`;

/** Secrets as they are kept, each sealed. */
export const storedSecrets = (secrets: unknown): Record<string, string> => stored.parse(secrets);

/** Names of the secrets that are set, without opening them. */
export const secretNames = (secrets: unknown): string[] => Object.keys(stored.parse(secrets));

/** A secret as it is stored: only this installation can read it. */
export function sealSecret(secrets: Secrets, accountId: number, name: string, plain: string): string {
  const { keyId, bytes } = secrets.seal(PURPOSE, about(accountId, name), plain);
  return `${keyId}.${bytes.toString('base64url')}`;
}

/** The secrets of an account, for the adapter alone. What cannot be opened (a backup brought to another installation) is not set. */
export function openSecrets(secrets: Secrets, accountId: number, sealed: unknown): Record<string, string> {
  const opened: Record<string, string> = {};
  for (const [name, value] of Object.entries(stored.parse(sealed))) {
    const [keyId = '', bytes = ''] = value.split('.');
    try {
      const whole = { keyId, bytes: Buffer.from(bytes, 'base64url') };
      opened[name] = secrets.open(PURPOSE, about(accountId, name), whole);
    } catch {
      continue;
    }
  }
  return opened;
}

/** Those that an older key of this installation sealed. */
const sealedByOlder = (secrets: Secrets, sealed: unknown): string[] => {
  const older = secrets.keyIds.filter((keyId) => keyId !== secrets.keyId);
  return Object.entries(stored.parse(sealed)).flatMap(([name, value]) =>
    older.includes(value.split('.')[0] ?? '') ? [name] : [],
  );
};

/** How many secrets of accounts an older key sealed. */
export const countSealedAccounts = async (db: Db, secrets: Secrets): Promise<number> =>
  (await selectWithSecrets(db)).flatMap((row) => sealedByOlder(secrets, row.secrets)).length;

/** Seals them anew; may be stopped and run again. What its key does not open is as good as not set, and goes. @returns how many */
export async function resealAccounts(ctx: Pick<Ctx, 'db'>, secrets: Secrets): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    let done = 0;
    for (const { id } of await selectWithSecrets(trx)) {
      const row = await lockAccount(trx, id);
      const older = row ? sealedByOlder(secrets, row.secrets) : [];
      if (!row || older.length === 0) continue;
      const opened = openSecrets(secrets, id, row.secrets);
      const anew = Object.entries(opened).map(([name, plain]) => [name, sealSecret(secrets, id, name, plain)] as const);
      await replaceSecrets(trx, id, Object.fromEntries(anew));
      done += older.length;
    }
    return done;
  });
}
