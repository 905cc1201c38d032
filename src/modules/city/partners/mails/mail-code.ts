import { timingSafeEqual } from 'node:crypto';
import type { Db, Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { nthAddress } from '../data/mails.queries.ts';
import { codeOf } from './rules/filing-code.ts';

const PURPOSE = 'partner-mail-code';
const aboutOf = (accountId: number, nth: number): string => `${accountId} ${nth}`;

/** The secret code by which an account files mails. */
export const mailCode = async (db: Db | Tx, secrets: Secrets, accountId: number): Promise<string> =>
  codeOf(secrets.mac(PURPOSE, aboutOf(accountId, await nthAddress(db, accountId))));

/** Whether one of these is the code of an account, also as an older key of the installation made it. */
export async function isMailCode(
  db: Db | Tx,
  secrets: Secrets,
  accountId: number,
  codes: readonly string[],
): Promise<boolean> {
  const right = secrets.macs(PURPOSE, aboutOf(accountId, await nthAddress(db, accountId))).map(codeOf);
  return codes.some((code) => right.some((one) => isSame(one, code)));
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const HASHES = 'partner-mail';
/** By what a mail is known again, under every key of the installation, the present one first. */
export function mailHashesOf(secrets: Secrets, fingerprint: string): [Buffer, ...Buffer[]] {
  const [first, ...rest] = secrets.macs(HASHES, fingerprint);
  if (!first) throw new Error('an installation without a key');
  return [first, ...rest];
}
