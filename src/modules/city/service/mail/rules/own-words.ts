import { SIGNATURE } from './clean-text.ts';

/** A line that says whose text follows: "Pada Sen, 30 Nov 2026 pukul 10.15 Perpustakaan <p@x.id> menulis:". */
const SAYS_WHO_START = /^(?:Pada|Tanggal|On|Op|Am|Le|El|Il|Den)\s/u;
const SAYS_WHO_END = /(?:menulis|wrote|schrieb|schreef|a écrit|escribió|ha scritto|skrev)\s?:$/u;
/** Mail programs break that line; no further than this. */
const SAYS_WHO_LINES = 4;
const LONGEST_WHO = 400;
/** What such a line of a program has, and a sentence of a person that ends so has not: an address, or a day of a year with a time. */
const EMAIL = /[^\s<>@]{1,64}@[^\s<>@]{1,190}\.[^\s<>@]{2,63}/u;
const YEAR = /\b(?:19|20)\d{2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b/;
const TIME = /\b\d{1,2}[.:]\d{2}\b/;
/** "2026-11-30 10:15 GMT+07:00 Perpustakaan <p@x.id>:", as some phones have it. */
const DATED_WHO = /^\d{4}-\d{2}-\d{2}.{0,120}<[^<>\s]{3,254}>\s?:$/u;

const ORIGINAL =
  /^[-_\s]{0,20}(?:Original Message|Original Appointment|Pesan Asli|Ursprüngliche Nachricht|Message d'origine)[-_\s]{0,20}$/iu;
const RULE = /^_{10,}$/;
/** The head of a quoted mail: its first line, and one that follows soon. */
const HEAD_FIRST = /^\*?(?:Dari|From|Pengirim|Von|De)\s?:\*?\s\S/u;
const HEAD_NEXT =
  /^\*?(?:Dikirim|Terkirim|Sent|Tanggal|Date|Kepada|Ke|To|Cc|Tembusan|Gesendet|Envoyé|Subjek|Perihal|Subject)\s?:\*?\s/u;
const HEAD_BOLD = /^\*[^*]{1,30}:\*/;
const HEAD_SUBJECT = /^\*?(?:Subjek|Perihal|Subject)\s?:/u;
const QUOTED = /^\s{0,3}>/;

const PHONE_SIGNATURE =
  /^(?:Dikirim dari|Terkirim dari|Sent from|Sent via|Get Outlook for|Dapatkan Outlook untuk|Yahoo Mail:)\s?.{0,80}$/u;
/** Longer, and it is no signature but text after a line that looks like its mark. */
const SIGNATURE_LINES = 15;
/** After a mark without its space, which may as well part two halves of a text: few lines, and no sentence among them. */
const UNMARKED_LINES = 5;
const SENTENCE = /[.?!]$/;

interface WhoSays {
  lines: number;
  /** A program wrote it. */
  isCertain: boolean;
}

/** The line that says whose text follows; null: there is none at this place. */
function whoSays(lines: readonly string[], at: number): WhoSays | null {
  const first = lines[at]?.trim() ?? '';
  if (DATED_WHO.test(first)) return { lines: 1, isCertain: true };
  if (!SAYS_WHO_START.test(first)) return null;
  let said = '';
  for (let more = 0; more < SAYS_WHO_LINES; more += 1) {
    const line = lines[at + more]?.trim() ?? '';
    if (line === '') return null;
    said += ` ${line}`;
    if (said.length > LONGEST_WHO) return null;
    if (!SAYS_WHO_END.test(line)) continue;
    return { lines: more + 1, isCertain: EMAIL.test(said) || (YEAR.test(said) && TIME.test(said)) };
  }
  return null;
}

/** A way from one street to another on some day looks much the same: a head has an address, bold names or a subject. */
function isHead(lines: readonly string[], at: number): boolean {
  const first = lines[at]?.trim() ?? '';
  if (!HEAD_FIRST.test(first)) return false;
  const next = lines.slice(at + 1, at + 6).map((line) => line.trim());
  const more = next.filter((line) => HEAD_NEXT.test(line));
  if (more.length === 0) return false;
  if ([first, ...more].some((line) => EMAIL.test(line))) return true;
  return more.length > 1 && (HEAD_BOLD.test(first) || more.some((line) => HEAD_SUBJECT.test(line)));
}

/** Whether all from here on is what somebody else wrote before. */
function restIsQuoted(lines: readonly string[], at: number): boolean {
  const line = lines[at]?.trim() ?? '';
  if (ORIGINAL.test(line)) return true;
  if (RULE.test(line)) return isHead(lines, at + 1) || (lines[at + 1]?.trim() === '' && isHead(lines, at + 2));
  return isHead(lines, at);
}

/** An answer without what it quotes: also where somebody answered between the lines of another. */
function withoutQuotes(text: string): string {
  const lines = text.split('\n');
  const own: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (restIsQuoted(lines, at)) break;
    const who = whoSays(lines, at);
    const next = who && lines.slice(at + who.lines).find((one) => one.trim() !== '');
    if (who && next && QUOTED.test(next)) at += who.lines - 1;
    // without marks nothing tells where the quoted text ends
    else if (who?.isCertain) break;
    else if (!QUOTED.test(line)) own.push(line);
  }
  return own.join('\n');
}

function isSignature([mark, ...rest]: readonly string[]): boolean {
  if (mark === SIGNATURE) return rest.length < SIGNATURE_LINES;
  return rest.length <= UNMARKED_LINES && !rest.some((line) => SENTENCE.test(line.trim()));
}

function withoutSignature(text: string): string {
  const lines = text.split('\n');
  const mark = lines.findLastIndex((line) => line === SIGNATURE || line === '--');
  const kept = mark >= 0 && isSignature(lines.slice(mark)) ? lines.slice(0, mark) : lines;
  const last = kept.findLastIndex((line) => line.trim() !== '');
  return (PHONE_SIGNATURE.test(kept[last]?.trim() ?? '') ? kept.slice(0, last) : kept).join('\n');
}

const tidied = (text: string): string => text.replace(/\n{3,}/g, '\n\n').trim();

/**
 * What the sender wrote themselves. Where nothing would be left all is kept: better too much than nothing.
 * @param text as `cleanText` leaves it
 * @param options.isAnswer only then what it quotes is left out: a correspondence that somebody sends on is what they have to say
 */
export function ownWords(text: string, { isAnswer }: { isAnswer: boolean }): string {
  const unsigned = tidied(withoutSignature(text));
  if (!isAnswer) return unsigned === '' ? text : unsigned;
  const own = tidied(withoutSignature(tidied(withoutQuotes(text))));
  return own === '' ? unsigned || text : own;
}
