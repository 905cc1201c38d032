import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { SealLost, type Secrets } from '#platform/rights/secrets';
import { replaceSealed, selectSealed } from '../data/keys.queries.ts';

const PURPOSE = 'mail-key';
const about = (domain: string, selector: string): string => `mail-key:${selector}._domainkey.${domain}`;

/** The place of a key in the world, which no other has: what is sealed for it opens for no other. */
interface KeyPlace {
  domain: string;
  selector: string;
}

/** A private key as it is stored: only this installation can read it. */
export function sealKey(secrets: Secrets, { domain, selector }: KeyPlace, privateKey: string): string {
  const { keyId, bytes } = secrets.seal(PURPOSE, about(domain, selector), privateKey);
  return `${keyId}.${bytes.toString('base64url')}`;
}

const keyIdOf = (sealed: string): string => sealed.split('.', 1)[0] ?? '';

/** null: it was sealed by a key that this installation has not (a backup brought to another one). */
export function openKey(secrets: Secrets, { domain, selector }: KeyPlace, sealed: string): string | null {
  const keyId = keyIdOf(sealed);
  try {
    const bytes = Buffer.from(sealed.slice(keyId.length + 1), 'base64url');
    return secrets.open(PURPOSE, about(domain, selector), { keyId, bytes });
  } catch (error) {
    if (error instanceof SealLost) return null;
    throw error;
  }
}

async function sealedByOlder(db: Db, secrets: Secrets) {
  const older = secrets.keyIds.filter((keyId) => keyId !== secrets.keyId);
  return (await selectSealed(db)).filter(({ sealedKey }) => older.includes(keyIdOf(sealedKey)));
}

/** How many private keys an older key sealed. */
export const countSealedMailKeys = async (db: Db, secrets: Secrets): Promise<number> =>
  (await sealedByOlder(db, secrets)).length;

/** Seals them anew; may be stopped and run again. What its key does not open is as good as not there, and goes. @returns how many */
export async function resealMailKeys(ctx: Pick<Ctx, 'db'>, secrets: Secrets): Promise<number> {
  const older = await sealedByOlder(ctx.db, secrets);
  for (const { id, sealedKey, ...place } of older) {
    const opened = openKey(secrets, place, sealedKey);
    const anew = opened === null ? null : sealKey(secrets, place, opened);
    await replaceSealed(ctx.db, id, sealedKey, anew);
  }
  return older.length;
}
