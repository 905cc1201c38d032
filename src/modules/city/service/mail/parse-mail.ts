import { createHash } from 'node:crypto';
import type { AddressObject, Attachment } from 'mailparser';
import { describeError } from '#platform/sending/outages';
import { bareHtml } from './rules/bare-html.ts';
import type { MailAddress, ParsedMail } from './rules/parsed-mail.ts';

/** HTML that is longer is read as no text; nobody writes so much. */
const MOST_HTML = 500_000;
/** More than a long correspondence has. */
const MOST_IDS = 200;
const MOST_HEADERS = 1000;
/** Reports quote the failed mail within this. */
const SCANNED_BYTES = 256 * 1024;
const ID = /<([^<>\s@]{1,250}@[^<>\s@]{1,250})>/g;
/** RFC 3464, and what older servers write. */
const FAILED = /^Action:\s*failed\b|^Status:\s*5\.\d+\.\d+/im;
const NOT_YET = /^Action:\s*(?:delayed|relayed|delivered|expanded)\b/im;

const idsIn = (text: string): string[] =>
  [...text.matchAll(ID)].slice(0, MOST_IDS).map(([, id = '']) => id.replace(/[^\x21-\x7e]/g, ''));

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** Of groups their members. */
const addressesOf = (header: AddressObject | AddressObject[] | undefined): MailAddress[] =>
  listOf(header)
    .flatMap(({ value }) => value.flatMap((one) => one.group ?? [one]))
    .flatMap(({ address, name }) => (address ? [{ address: address.trim(), name }] : []));

const headerOf = ({ key, line }: { key: string; line: string }) => ({
  name: key,
  value: line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n[ \t]+/g, ' ')
    .trim(),
});

const fileOf = ({ contentType, related, contentDisposition, content }: Attachment) => ({
  mediaType: contentType.toLowerCase(),
  inText: related === true || contentDisposition === 'inline',
  bytes: content,
});

const OPTIONS = { skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, maxHtmlLengthToParse: MOST_HTML };

/** The parser reads HTML as text only where it is the whole mail: where it stands beside files, it is handed in as one. */
async function textOfHtml(html: string): Promise<string> {
  if (html === '') return '';
  const { simpleParser } = await import('mailparser');
  const whole = `Content-Type: text/html; charset=utf-8\r\n\r\n${html}`;
  const read = await simpleParser(whole, OPTIONS).catch(() => null);
  return read?.text?.trim() ? read.text : bareHtml(html.slice(0, MOST_HTML));
}

/** What cannot be taken apart: it is no mail, or one that was made to choke whoever reads it. */
export class UnreadableMail extends Error {}

/** Takes a mail apart, whatever its sender's program made of the rules for that. Throws {@link UnreadableMail}. */
export async function parseMail(source: Buffer): Promise<ParsedMail> {
  // it is large, and needed where a mailbox is set up alone
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(source, { ...OPTIONS, keepDeliveryStatus: true }).catch((cause: unknown) => {
    throw new UnreadableMail(describeError(cause), { cause });
  });
  const headers = mail.headerLines.slice(0, MOST_HEADERS).map(headerOf);
  const raw = (name: string): string => headers.find((one) => one.name === name)?.value ?? '';
  const scanned = source.subarray(0, SCANNED_BYTES).toString('latin1');
  return {
    headers,
    from: addressesOf(mail.from),
    sender: addressesOf(senderHeader(mail.headers.get('sender'))),
    replyTo: addressesOf(mail.replyTo),
    to: [...addressesOf(mail.to), ...addressesOf(mail.cc)],
    sentAt: mail.date && Number.isFinite(mail.date.getTime()) ? mail.date : null,
    subject: mail.subject ?? '',
    text: mail.text?.trim() ? mail.text : await textOfHtml(mail.html || ''),
    messageId:
      idsIn(raw('message-id'))[0] ??
      raw('message-id')
        .replace(/[^\x21-\x7e]/g, '')
        .slice(0, 500),
    fingerprint: fingerprintOf(source, ['from', 'subject', 'date'].map(raw)),
    references: [...idsIn(raw('in-reply-to')), ...idsIn(raw('references')).slice(-50)],
    mentioned: idsIn(scanned),
    files: mail.attachments.map(fileOf),
    failedForGood: FAILED.test(scanned) || !NOT_YET.test(scanned),
  };
}

/** Of what stands below the head, and of some of its lines: mail servers on the way add others. What has no head is known by all of it. */
function fingerprintOf(source: Buffer, said: readonly string[]): string {
  const ends = [source.indexOf('\r\n\r\n'), source.indexOf('\n\n')].filter((at) => at >= 0);
  const hasHead = said.some(Boolean);
  const body = hasHead ? source.subarray(Math.min(...ends, source.length)) : source;
  return createHash('sha256').update(JSON.stringify(said)).update(body).digest('hex');
}

const isAddressObject = (value: unknown): value is AddressObject =>
  typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value);
const senderHeader = (value: unknown): AddressObject | undefined => (isAddressObject(value) ? value : undefined);
