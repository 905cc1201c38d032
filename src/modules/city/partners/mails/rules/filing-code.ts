const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
/** Twelve letters of 32 are sixty bits: nobody guesses them, and they are still typed by hand. */
const CODE_LENGTH = 12;
const CODE = `[${LETTERS}]{${CODE_LENGTH}}`;
const TAG = 'mitra-';
const IN_SUBJECT = new RegExp(String.raw`\s*\[mitra[ -](${CODE})\]\s*`, 'i');
/** The mark and the tag of an address, wherever they stand in a text. */
const MARKED = new RegExp(String.raw`\[mitra[ -]${CODE}\]`, 'gi');
const TAG_WITHIN = new RegExp(String.raw`[+]${TAG}${CODE}(?=@|%40)`, 'gi');
const TAGGED = new RegExp(`^(.+)[+]${TAG}(${CODE})@(.+)$`);

/** The code of an account, made of a keyed hash. */
export const codeOf = (mac: Uint8Array): string =>
  [...mac.subarray(0, CODE_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** The address to which an account files mails. @param mailbox ours */
export function filingAddress(mailbox: string, code: string): string {
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}+${TAG}${code}${mailbox.slice(at)}`;
}

/** What stands in the subject instead, where a mailbox knows no such addresses. */
export const filingMark = (code: string): string => `[mitra ${code}]`;

/** The codes by which a mail asks to be filed: of addresses of ours with a tag, and of its subject. */
export function codesIn(
  { addresses, subject }: { addresses: readonly string[]; subject: string },
  own: readonly string[],
): string[] {
  const tagged = addresses.flatMap((address) => {
    const [, before = '', code = '', host = ''] = TAGGED.exec(address.toLowerCase()) ?? [];
    return own.includes(`${before}@${host}`) ? [code] : [];
  });
  const marked = IN_SUBJECT.exec(subject)?.[1]?.toLowerCase();
  return [...new Set([...tagged, ...(marked === undefined ? [] : [marked])])];
}

/** A text without secret codes: a mail that was sent on bears them once more in the head that stands in its words. */
export const withoutCodes = (text: string): string => text.replace(MARKED, '[mitra]').replace(TAG_WITHIN, '');

/** A subject without the secret mark, however often it stands there. */
export const withoutMark = (subject: string): string =>
  withoutCodes(subject.replace(MARKED, ' ')).replace(/ {2,}/g, ' ').trim();

/** Whether an address is one to which mails are filed, whoever's. */
export const isFilingAddress = (address: string): boolean => TAGGED.test(address.toLowerCase());
