import { cleanLine, cleanText } from './clean-text.ts';
import { languageOf } from './language-of.ts';
import { kindOf, type MailKind, type OwnMail } from './mail-kind.ts';
import { ownWords } from './own-words.ts';
import { valuesOf, type MailFile, type ParsedMail } from './parsed-mail.ts';
import { senderOf, type MailSender } from './sender-of.ts';

/** Of what comes after it nobody reads a word. */
const READ_LETTERS = 100_000;
const LONGEST_SUBJECT = 200;
/** A picture in the text that is smaller decorates it. */
const DECORATION_BYTES = 15 * 1024;
/** Parts by which programs check or repeat a mail; nobody attached them. */
const OF_PROGRAMS =
  /^(?:application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|pgp-encrypted)|message\/(?:delivery-status|rfc822-headers|disposition-notification)|text\/(?:calendar|rfc822-headers|x-amp-html)|application\/ics)$/;
/** Where a picture stands, as text made of HTML has it. */
const PICTURE = /\[(?:cid:|data:image\/)[^[\]\s]{0,90000}\]/g;
const NUMBERS = /(?<![\p{L}\d])K-\d{4}-\d{5,9}(?!\d)/giu;
const ANSWER_SUBJECT = /^\s*(?:re|bls|balas|aw|sv|antw)(?:\[\d+\])?\s?:/iu;
const PASSED_ON_SUBJECT = /^\s*(?:fwd?|trs|terusan|wg|tr|i)\s?:/iu;

/** What a mail says, read and cleaned. */
export interface ReadMail {
  kind: MailKind;
  sender: MailSender;
  subject: string;
  text: string;
  language: 'id' | 'en';
  messageId: string;
  fingerprint: string;
  references: readonly string[];
  mentioned: readonly string[];
  /** Of tickets, named in its subject. */
  numbers: string[];
  files: readonly MailFile[];
  failedForGood: boolean;
}

/** Whether somebody attached it: no decoration, and nothing that programs add. */
export const isWanted = ({ mediaType, inText, bytes }: MailFile): boolean =>
  bytes.length > 0 && !OF_PROGRAMS.test(mediaType) && !(inText && bytes.length <= DECORATION_BYTES);

/** Reads a mail. @param own what is ours, so that we do not answer ourselves */
export function readMail(mail: ParsedMail, own: OwnMail): ReadMail {
  const subject = cleanLine(mail.subject, LONGEST_SUBJECT);
  const written = cleanText(mail.text.slice(0, READ_LETTERS).replace(PICTURE, ''));
  const answers = mail.references.length > 0 || valuesOf(mail, 'in-reply-to').length > 0;
  const isAnswer = (answers || ANSWER_SUBJECT.test(subject)) && !PASSED_ON_SUBJECT.test(subject);
  const text = ownWords(written, { isAnswer });
  // what was attached comes first: of pictures in the text there may be many
  const files = mail.files.filter(isWanted).toSorted((a, b) => Number(a.inText) - Number(b.inText));
  return {
    ...{ kind: kindOf(mail, own), sender: senderOf(mail, own.addresses), subject, text, files },
    language: languageOf(`${subject} ${text}`),
    ...{
      messageId: mail.messageId,
      fingerprint: mail.fingerprint,
      references: mail.references,
      mentioned: mail.mentioned,
    },
    numbers: [...new Set(subject.toUpperCase().match(NUMBERS) ?? [])],
    failedForGood: mail.failedForGood,
  };
}

/** The text of a new ticket: its subject stands first, for lists call a ticket by its first line. */
export const withSubject = ({ subject, text }: Pick<ReadMail, 'subject' | 'text'>): string =>
  [subject, text].filter(Boolean).join('\n\n');
