import type { Config } from '#platform/config';
import type { ParsedMail } from './rules/parsed-mail.ts';

const ADDRESS = /[^\s<>"(),;]+@[^\s<>"(),;]+/g;

/** What is ours. */
export interface OurMail {
  /** Addresses from which we send and to which we are written, in small letters. */
  addresses: readonly string[];
  /** The right side of our Message-IDs. */
  domain: string;
}

/** Whether an id looks as ours do; people whose addresses end so have such ids, too. */
export const hasOurHost = ({ messageId }: Pick<ParsedMail, 'messageId'>, { domain }: OurMail): boolean =>
  messageId.toLowerCase().endsWith(`@${domain.toLowerCase()}`);

/** Our addresses, and the right side of our Message-IDs: what comes from there is our own mail come back. */
export function ourMail({ mailFrom, imapUrl, publicUrl }: Pick<Config, 'mailFrom' | 'imapUrl' | 'publicUrl'>): OurMail {
  const senders = mailFrom.match(ADDRESS) ?? [];
  const user = imapUrl === null ? '' : decodeURIComponent(new URL(imapUrl).username);
  const addresses = [...senders, ...(user.includes('@') ? [user] : [])].map((one) => one.toLowerCase());
  return { addresses: [...new Set(addresses)], domain: new URL(publicUrl).hostname };
}
