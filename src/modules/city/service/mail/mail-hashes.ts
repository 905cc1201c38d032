import type { Secrets } from '#platform/rights/secrets';
import type { MailHashes } from '../data/mail.queries.ts';
import type { ReadMail } from './rules/read-mail.ts';

const PURPOSE = 'ticket-mail';
const idText = (messageId: string): string => `id ${messageId}`;

/**
 * By what a mail is known again, under every key of the installation, the present one first. A mail without an id is known by what it says, and
 * mails that share an id and say different things are different.
 */
export function mailHashes(
  secrets: Secrets,
  mail: Pick<ReadMail, 'messageId' | 'fingerprint'>,
): [MailHashes, ...MailHashes[]] {
  const contents = secrets.macs(PURPOSE, mail.fingerprint);
  const all = secrets.macs(PURPOSE, idText(mail.messageId)).flatMap((idHash, nth) => {
    const contentHash = contents[nth];
    return contentHash ? [{ idHash, contentHash }] : [];
  });
  const [first, ...rest] = all;
  if (!first) throw new Error('an installation without a key');
  return [first, ...rest];
}

/** The same of the ids of mails that one answers. */
export const idHashes = (secrets: Secrets, messageIds: readonly string[]): Buffer[] =>
  messageIds.filter(Boolean).flatMap((id) => secrets.macs(PURPOSE, idText(id)));
