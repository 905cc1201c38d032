import { valuesOf, type ParsedMail } from './parsed-mail.ts';

/**
 * `person`: somebody wrote it. `bounce`: a mail of ours did not arrive. `complaint`: a mail provider says that its reader called a mail of ours unwanted. `auto`: a program wrote it, or wrote it to many. `list`: it came through a list, as the
 * mails of a group do that people write to. `loop`: it comes from our own address, as forms of old websites send what people wrote there, or is our own.
 * Nothing but a person's mail becomes a ticket, and nothing else is ever answered.
 */
export type MailKind = 'person' | 'bounce' | 'complaint' | 'auto' | 'list' | 'loop';

/** What is ours. */
export interface OwnMail {
  /** Addresses from which we send and to which we are written, in small letters. */
  addresses: readonly string[];
  /** We have sent it ourselves, by its id. */
  isOurs: boolean;
}

const AUTO_SUBJECT =
  /^\s*(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|autoreply|out of (?:the )?office|(?:jawaban|balasan|respons?) otomatis|tidak di (?:kantor|tempat))\b/iu;
const NOBODY =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|tidak-?(?:di)?balas|jangan-?(?:di)?balas|bounces?|notifications?)(?:[+.=-].*)?@/u;
const DAEMON = /^(?:mailer-daemon|postmaster)@/u;
/** RFC 5965. */
const COMPLAINT = /report-type\s*=\s*"?feedback-report/;
const MARKS_OF_PROGRAMS = [
  ...['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-response-suppress', 'x-mailer-daemon', 'x-loop'],
];
/** Behind the words stands the number that our own mail has in its subject. */
const AUTO_OF_OURS = /^[^:]{1,60}:\s?(?:re:\s?)?K-\d{4}-\d{5,9}(?!\d)/iu;

const has = (mail: ParsedMail, name: string, fits: (value: string) => boolean = () => true): boolean =>
  valuesOf(mail, name).some(fits);

/** What kind of mail it is, by what its headers say. */
export function kindOf(mail: ParsedMail, own: OwnMail): MailKind {
  const senders = [...mail.from, ...mail.sender].map(({ address }) => address.toLowerCase());
  const isReport = has(mail, 'content-type', (value) => value.startsWith('multipart/report'));
  if (isBounce(mail, senders, isReport)) return 'bounce';
  if (isReport && has(mail, 'content-type', (value) => COMPLAINT.test(value))) return 'complaint';
  if (senders.some((address) => own.addresses.includes(address))) return 'loop';
  if (own.isOurs) return 'loop';
  if (isReport || isByProgram(mail, senders)) return 'auto';
  if (has(mail, 'list-id') || has(mail, 'list-post') || has(mail, 'precedence', (value) => /^list\b/.test(value))) {
    return 'list';
  }
  // who writes to many and to no list is a sender of advertisements
  return has(mail, 'list-unsubscribe') ? 'auto' : 'person';
}

/** By its subject, which people write as well when they complain of such answers: what it answers is the second sign. */
const saysAutomatic = (mail: ParsedMail): boolean =>
  AUTO_SUBJECT.test(mail.subject) &&
  (mail.references.length > 0 || has(mail, 'in-reply-to') || AUTO_OF_OURS.test(mail.subject));

function isBounce(mail: ParsedMail, senders: readonly string[], isReport: boolean): boolean {
  // a report may also say that somebody has read it
  if (isReport) return has(mail, 'content-type', (value) => /report-type\s*=\s*"?delivery-status/.test(value));
  if (has(mail, 'x-failed-recipients')) return true;
  const isNull = has(mail, 'return-path', (value) => value === '<>' || value === '');
  return isNull && senders.some((address) => DAEMON.test(address));
}

function isByProgram(mail: ParsedMail, senders: readonly string[]): boolean {
  return (
    has(mail, 'auto-submitted', (value) => !/^no\b/.test(value)) ||
    has(mail, 'precedence', (value) => /^(?:bulk|junk|auto[_-]reply)\b/.test(value)) ||
    has(mail, 'return-path', (value) => value === '<>') ||
    has(mail, 'x-spam-flag', (value) => value.startsWith('yes')) ||
    MARKS_OF_PROGRAMS.some((name) => has(mail, name)) ||
    saysAutomatic(mail) ||
    senders.some((address) => NOBODY.test(address))
  );
}
