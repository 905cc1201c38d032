import type { Db } from '#platform/database/db';
import { describeError } from '#platform/sending/outages';
import type { DkimKey, DkimSource } from '#platform/sending/mail';
import type { Secrets } from '#platform/rights/secrets';
import { selectChecks } from '../data/checks.queries.ts';
import { selectKeys, type KeyRow } from '../data/keys.queries.ts';
import { senderAddress } from '../rules/sender-address.ts';
import { openKey } from './seal-key.ts';

/** At which name the public half of a key stands. */
export const keyName = ({ selector, domain }: Pick<KeyRow, 'selector' | 'domain'>): string =>
  `${selector}._domainkey.${domain}`;

/**
 * The key that signs now: one whose public half the name service has shown, and did not lack when it was last asked. Of several the one in use, then those
 * that it replaced, the newest first; so a record that was taken away by mistake stops no mail, and none is signed by what nobody can look up.
 */
export function signingKey<K extends KeyRow>(
  keys: readonly K[],
  checks: readonly { name: string; state: string }[],
): K | null {
  const lacking = new Set(
    checks.filter(({ state }) => state === 'missing' || state === 'different').map(({ name }) => name),
  );
  const able = keys.filter((key) => key.sealedKey !== null && key.shownAt !== null && !lacking.has(keyName(key)));
  return able.find(({ replacedAt }) => replacedAt === null) ?? able[0] ?? null;
}

/**
 * What mails from an address are signed by; null: they are not signed.
 * @param mailFrom as `MAIL_FROM` has it: receivers trust a signature of that domain alone
 */
export async function dkimOf(db: Db, secrets: Secrets, mailFrom: string): Promise<DkimKey | null> {
  const { domain } = senderAddress(mailFrom);
  if (domain === null) return null;
  const key = signingKey(await selectKeys(db, domain), await selectChecks(db, domain));
  const privateKey = key?.sealedKey ? openKey(secrets, key, key.sealedKey) : null;
  return key === null || privateKey === null ? null : { domain, selector: key.selector, privateKey };
}

/** The same for the mailer, which asks before every mail: what fails here leaves mails unsigned, and keeps none back. */
export const dkimSource =
  (db: Db, secrets: Secrets, mailFrom: string): DkimSource =>
  async () => {
    try {
      return await dkimOf(db, secrets, mailFrom);
    } catch (error) {
      process.stderr.write(`mail: the key that signs cannot be read: ${describeError(error)}\n`);
      return null;
    }
  };
