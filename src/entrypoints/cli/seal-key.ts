import { readFileSync, statSync } from 'node:fs';
import { backupErrors } from '#platform/backup/errors';
import { identitiesIn, isRecipient, sealOf, SHORTEST_PASSPHRASE, type Seal, type SealKey } from '#platform/backup/seal';
import { m } from '#i18n/messages';
import type { Console } from './command.ts';

/** No key file is longer. */
const LONGEST_BYTES = 65_536;

function identityFile(path: string): SealKey {
  let text: string;
  try {
    if (statSync(path).size > LONGEST_BYTES) throw backupErrors.noIdentity();
    text = readFileSync(path, 'utf8');
  } catch {
    // whatever it is: no key can be read there
    throw backupErrors.noIdentity();
  }
  return identitiesIn(text);
}

/**
 * What opens a backup: the secret key of a file, or the passphrase, which is asked for; null where it is not sealed.
 * Throws `backup.identity_needed`, `backup.no_identity`, `backup.file_missing`, `backup.newer`.
 */
export async function keyFor(
  file: string,
  identity: string | undefined,
  { locale, readSecret }: Pick<Console, 'locale' | 'readSecret'>,
): Promise<SealKey | null> {
  const kind = await sealOf(file);
  if (kind === 'open') return null;
  if (kind === 'passphrase') return { passphrase: await readSecret(`${m.cli_ask_passphrase({}, { locale })} `) };
  if (identity === undefined) throw backupErrors.identityNeeded();
  return identityFile(identity);
}

/**
 * How a new backup is sealed, or null where that is not asked for. At a terminal a passphrase is typed twice: nobody can open what a slip of
 * the finger sealed. Throws `backup.no_recipient`, `backup.passphrase_short`, `backup.passphrase_differs`.
 */
export async function sealAsked(
  { recipients, passphrase }: { recipients: readonly string[]; passphrase: boolean },
  { locale, readSecret }: Pick<Console, 'locale' | 'readSecret'>,
): Promise<Seal | null> {
  if (recipients.length > 0) {
    if (!recipients.every(isRecipient)) throw backupErrors.noRecipient();
    return { recipients };
  }
  if (!passphrase) return null;
  const words = await readSecret(`${m.cli_ask_new_passphrase({}, { locale })} `);
  if (words.length < SHORTEST_PASSPHRASE) throw backupErrors.passphraseShort({ count: SHORTEST_PASSPHRASE });
  if (process.stdin.isTTY && (await readSecret(`${m.cli_ask_passphrase_again({}, { locale })} `)) !== words)
    throw backupErrors.passphraseDiffers();
  return { passphrase: words };
}
