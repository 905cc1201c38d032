import { valuesOf, type ParsedMail } from './parsed-mail.ts';

/**
 * `person`: somebody wrote it. `bounce`: a mail of ours did not arrive. `auto`: a program wrote it, or wrote it to many. `loop`: it is our own.
 * Nothing but a person's mail becomes a ticket, and nothing else is ever answered.
 */
export type MailKind = 'person' | 'bounce' | 'auto' | 'loop';

/** What is ours. */
export interface OwnMail {
  /** Addresses from which we send and to which we are written, in small letters. */
  addresses: readonly string[];
  /** The right side of our Message-IDs. */
  domain: string;
}

const AUTO_SUBJECT =
  /^\s*(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|autoreply|out of (?:the )?office|(?:jawaban|balasan|respons?) otomatis|tidak di (?:kantor|tempat))\b/iu;
const NOBODY =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|tidak-?(?:di)?balas|jangan-?(?:di)?balas|bounces?|notifications?)(?:[+.=-].*)?@/u;
const DAEMON = /^(?:mailer-daemon|postmaster)@/u;
const MARKS_OF_PROGRAMS = [
  ...['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-response-suppress', 'list-id', 'list-unsubscribe'],
  ...['list-post', 'x-mailer-daemon', 'x-loop'],
];

const has = (mail: ParsedMail, name: string, fits: (value: string) => boolean = () => true): boolean =>
  valuesOf(mail, name).some(fits);

/** What kind of mail it is, by what its headers say. */
export function kindOf(mail: ParsedMail, own: OwnMail): MailKind {
  const senders = [...mail.from, ...mail.sender].map(({ address }) => address.toLowerCase());
  const isReport = has(mail, 'content-type', (value) => value.startsWith('multipart/report'));
  if (isBounce(mail, senders, isReport)) return 'bounce';
  if (senders.some((address) => own.addresses.includes(address))) return 'loop';
  if (mail.messageId.toLowerCase().endsWith(`@${own.domain.toLowerCase()}`)) return 'loop';
  return isReport || isByProgram(mail, senders) ? 'auto' : 'person';
}

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
    has(mail, 'precedence', (value) => /^(?:bulk|list|junk|auto[_-]reply)\b/.test(value)) ||
    has(mail, 'return-path', (value) => value === '<>') ||
    has(mail, 'x-spam-flag', (value) => value.startsWith('yes')) ||
    MARKS_OF_PROGRAMS.some((name) => has(mail, name)) ||
    AUTO_SUBJECT.test(mail.subject) ||
    senders.some((address) => NOBODY.test(address))
  );
}
