import { cleanLine } from './clean-text.ts';
import type { MailAddress, ParsedMail } from './parsed-mail.ts';

const LONGEST = 254;
/** What can be written to; letters that nobody sees are in none. */
const ADDRESS = /^[^\s@<>()[\]",;:\\\p{C}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?\.[\p{L}\p{N}-]{2,}$/u;

const isAddress = ({ address }: MailAddress): boolean =>
  address.length <= LONGEST && ADDRESS.test(address) && !address.includes('..');

export interface MailSender {
  /** Where they are answered, in small letters; '' = nobody can. */
  contact: string;
  name: string;
  /** Who wrote, in small letters; '' = it does not say. Where they want their answers proves nothing of that. */
  author: string;
}

/**
 * Who wrote a mail: of several authors whoever sent it, else the first. They are answered where they ask for it, if that is one place, and not ours.
 * @param own our addresses, in small letters
 */
export function senderOf(
  { from, sender, replyTo }: Pick<ParsedMail, 'from' | 'sender' | 'replyTo'>,
  own: readonly string[],
): MailSender {
  const authors = from.filter(isAddress);
  const senders = sender.filter(isAddress);
  const sent = senders.find(({ address }) =>
    authors.some((one) => one.address.toLowerCase() === address.toLowerCase()),
  );
  const author = (authors.length > 1 ? sent : undefined) ?? authors[0] ?? senders[0];
  const asked = replyTo.filter((one) => isAddress(one) && !own.includes(one.address.toLowerCase()));
  const contact = (asked.length === 1 ? asked[0] : undefined) ?? author;
  return {
    contact: contact?.address.toLowerCase() ?? '',
    name: contact ? cleanLine(author?.name || contact.name, 100) : '',
    author: author?.address.toLowerCase() ?? '',
  };
}
