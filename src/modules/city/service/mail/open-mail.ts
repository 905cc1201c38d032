import type { MailParty, MailReport, ReceivedMail } from '#platform/receiving/mail-takers';
import { platformErrors } from '#platform/errors';
import { parseMail, UnreadableMail } from './parse-mail.ts';
import { cleanLine, cleanText } from './rules/clean-text.ts';
import { valuesOf, type MailAddress, type ParsedMail } from './rules/parsed-mail.ts';
import { isWanted } from './rules/read-mail.ts';

/** Of what comes after it nobody reads a word. */
const READ_LETTERS = 100_000;
const LONGEST_SUBJECT = 200;
const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 254;
/** More than anybody writes to at once. */
const MOST_PARTIES = 50;
/** What mail servers write of where they delivered it. */
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'];
const ADDRESS = /[^\s<>"(),;:]{1,64}@[^\s<>"(),;:]{1,190}/g;
const WITHIN = 'message/rfc822';

const partiesOf = (all: readonly MailAddress[]): MailParty[] =>
  all.slice(0, MOST_PARTIES).map(({ address, name }) => ({
    address: cleanLine(address, LONGEST_ADDRESS).toLowerCase(),
    name: cleanLine(name, LONGEST_NAME),
  }));

const withoutWithin = (parsed: ParsedMail): Omit<ReceivedMail, 'within'> => ({
  from: partiesOf(parsed.from),
  to: partiesOf(parsed.to),
  delivered: DELIVERED.flatMap((name) => valuesOf(parsed, name))
    .slice(0, MOST_PARTIES)
    .flatMap((value) => value.match(ADDRESS) ?? []),
  subject: cleanLine(parsed.subject, LONGEST_SUBJECT),
  // all of it: what was answered to belongs to what is kept of a correspondence
  text: cleanText(parsed.text.slice(0, READ_LETTERS)),
  sentAt: parsed.sentAt,
  fingerprint: parsed.fingerprint,
  files: parsed.files.filter((file) => file.mediaType !== WITHIN && isWanted(file)),
});

/** A mail as modules are given it, with the first that was sent on within it as it came. */
export async function openedMail(parsed: ParsedMail): Promise<ReceivedMail> {
  const inner = parsed.files.find(({ mediaType }) => mediaType === WITHIN);
  const within = inner && (await parseMail(Buffer.from(inner.bytes)).catch(() => null));
  return { ...withoutWithin(parsed), within: within ? { ...withoutWithin(within), within: null } : null };
}

/** What programs write of a mail, and how its head comes back. */
const REPORTS = /^message\/(?:global-)?(?:delivery-status|feedback-report)$/;
const RETURNED = /^(?:message\/(?:global|rfc822)(?:-headers)?|text\/rfc822-headers)$/;
/** Of a report about so many receivers that it is longer nobody reads more. */
const REPORT_LETTERS = 64_000;
const HEAD_END = /\r?\n\r?\n/;

/** A report about a mail as modules are given it. */
export function openedReport(parsed: ParsedMail, kind: 'bounce' | 'complaint'): MailReport {
  const partOf = (type: RegExp): string => {
    const bytes = parsed.files.find(({ mediaType }) => type.test(mediaType))?.bytes ?? new Uint8Array();
    return Buffer.from(bytes).subarray(0, REPORT_LETTERS).toString('utf8').replaceAll('\0', '');
  };
  return {
    kind: kind === 'bounce' ? 'failure' : 'complaint',
    fields: partOf(REPORTS),
    original: partOf(RETURNED).split(HEAD_END, 1)[0] ?? '',
    mentioned: parsed.mentioned,
  };
}

/**
 * Opens a mail that somebody has saved as a file (`.eml`). Throws `platform.not_acceptable_file` at `file` for what is none.
 */
export async function openMail(source: Buffer): Promise<ReceivedMail> {
  try {
    const parsed = await parseMail(source);
    // any text can be read as a mail without a head
    if (parsed.from.length > 0) return await openedMail(parsed);
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
  }
  throw platformErrors.notAcceptableFile({}, { file: 'service_no_mail' });
}
