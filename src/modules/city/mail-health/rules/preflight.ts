import { judgeAddress } from './letter-addresses.ts';
import { UNSUBSCRIBE_PLACE } from './letter-places.ts';
import { spamWordsIn } from './spam-words.ts';

/** Gmail cuts what is longer than 102 kB, and with it the way to stop letters. */
export const MOST_HTML_BYTES = 100_000;
/** What phones show of a subject, about. */
export const LONG_SUBJECT = 70;
/** More of them nobody reads through at once. */
export const MOST_FINDINGS = 100;

/** What can be wrong with a letter. */
export const findingCodes = [
  'subject_empty',
  'subject_long',
  'subject_shouting',
  'html_missing',
  'html_large',
  'text_missing',
  'unsubscribe_missing',
  'link_empty',
  'link_relative',
  'link_forbidden',
  'link_insecure',
  'link_lost',
  'link_unlabelled',
  'picture_alt_missing',
  'picture_address',
  'spam_words',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `stop`: so it must not be sent. `warn`: somebody should look. */
export interface Finding {
  code: FindingCode;
  severity: 'stop' | 'warn';
  /** `subject`, `html`, `text`, or the address of the link or picture; of words these words. */
  where: string;
}

/** A letter in one language, as it would be sent. */
export interface LetterToJudge {
  subject: string;
  html: string;
  text: string;
  links: readonly { href: string; label: string }[];
  pictures: readonly { src: string; alt: string | null }[];
  /** Addresses of our own pages among the links that lead nowhere, as the caller has found. */
  lost?: readonly string[];
}

/** Of an address that is longer nobody reads the end. */
const LONGEST_WHERE = 300;
const found = (severity: Finding['severity'], code: FindingCode, where: string): Finding => ({
  code,
  severity,
  where: where.slice(0, LONGEST_WHERE),
});
const stop = (code: FindingCode, where: string): Finding => found('stop', code, where);
const warn = (code: FindingCode, where: string): Finding => found('warn', code, where);

const LETTERS = /\p{L}/gu;
const CAPITALS = /\p{Lu}/gu;
/** Fewer letters are an abbreviation. */
const FEWEST_LETTERS = 12;

/** In capitals for the most part, or with marks as of somebody who cries. */
function shouts(subject: string): boolean {
  const letters = subject.match(LETTERS)?.length ?? 0;
  const capitals = subject.match(CAPITALS)?.length ?? 0;
  return (letters >= FEWEST_LETTERS && capitals / letters > 0.7) || /[!?]{2}|!.*!/u.test(subject);
}

function judgeSubject(subject: string): Finding[] {
  const trimmed = subject.trim();
  if (trimmed === '') return [stop('subject_empty', 'subject')];
  return [
    ...([...trimmed].length > LONG_SUBJECT ? [warn('subject_long', 'subject')] : []),
    ...(shouts(trimmed) ? [warn('subject_shouting', 'subject')] : []),
  ];
}

function judgeParts({ html, text }: Pick<LetterToJudge, 'html' | 'text'>): Finding[] {
  const bytes = new TextEncoder().encode(html).length;
  return [
    ...(html.trim() === '' ? [stop('html_missing', 'html')] : []),
    ...(bytes > MOST_HTML_BYTES ? [stop('html_large', 'html')] : []),
    ...(text.trim() === '' ? [stop('text_missing', 'text')] : []),
    ...(html.trim() !== '' && !html.includes(UNSUBSCRIBE_PLACE) ? [stop('unsubscribe_missing', 'html')] : []),
    ...(text.trim() !== '' && !text.includes(UNSUBSCRIBE_PLACE) ? [stop('unsubscribe_missing', 'text')] : []),
  ];
}

function judgeLinks({ links, lost = [] }: Pick<LetterToJudge, 'links' | 'lost'>): Finding[] {
  return links.flatMap(({ href, label }): Finding[] => {
    const kind = judgeAddress(href);
    const about = href.trim() === '' ? label.trim() : href.trim();
    if (kind === 'empty') return [stop('link_empty', about)];
    if (kind === 'relative') return [stop('link_relative', about)];
    if (kind === 'forbidden') return [stop('link_forbidden', about)];
    return [
      ...(kind === 'insecure' ? [warn('link_insecure', about)] : []),
      ...(lost.includes(href) ? [warn('link_lost', about)] : []),
      ...(label.trim() === '' ? [warn('link_unlabelled', about)] : []),
    ];
  });
}

function judgePictures(pictures: LetterToJudge['pictures']): Finding[] {
  return pictures.flatMap(({ src, alt }): Finding[] => {
    const kind = judgeAddress(src);
    return [
      ...(kind === 'secure' || kind === 'insecure' ? [] : [stop('picture_address', src.trim())]),
      ...((alt ?? '').trim() === '' ? [warn('picture_alt_missing', src.trim())] : []),
    ];
  });
}

/** One and the same thing is said once. */
function once(findings: readonly Finding[]): Finding[] {
  const said = new Map(findings.map((one) => [`${one.code} ${one.where}`, one]));
  return [...said.values()];
}

/**
 * Looks through a letter before it is sent: what keeps it from being sent stands first, then what somebody should look at; no more of them
 * than {@link MOST_FINDINGS}.
 */
export function judgeLetter(letter: LetterToJudge): Finding[] {
  const words = spamWordsIn(`${letter.subject}\n${letter.text}`);
  const all = once([
    ...judgeSubject(letter.subject),
    ...judgeParts(letter),
    ...judgeLinks(letter),
    ...judgePictures(letter.pictures),
    ...words.map((word) => warn('spam_words', word)),
  ]);
  const stops = all.filter(({ severity }) => severity === 'stop');
  const warnings = all.filter(({ severity }) => severity === 'warn');
  return [...stops, ...warnings].slice(0, MOST_FINDINGS);
}
