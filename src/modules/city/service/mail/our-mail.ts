import type { Config } from '#platform/config';
import type { OwnMail } from './rules/mail-kind.ts';

const ADDRESS = /[^\s<>"(),;]+@[^\s<>"(),;]+/g;

/** Our addresses, and the right side of our Message-IDs: what comes from there is our own mail come back. */
export function ourMail({ mailFrom, imapUrl, publicUrl }: Pick<Config, 'mailFrom' | 'imapUrl' | 'publicUrl'>): OwnMail {
  const senders = mailFrom.match(ADDRESS) ?? [];
  const user = imapUrl === null ? '' : decodeURIComponent(new URL(imapUrl).username);
  const addresses = [...senders, ...(user.includes('@') ? [user] : [])].map((one) => one.toLowerCase());
  return { addresses: [...new Set(addresses)], domain: new URL(publicUrl).hostname };
}
