/** A line that says whose text follows: "Pada Sen, 30 Nov 2026 pukul 10.15 Perpustakaan <p@x.id> menulis:". */
const SAYS_WHO_START = /^(?:Pada|Tanggal|On|Op|Am|Le|El|Il|Den)\s/u;
const SAYS_WHO_END = /(?:menulis|wrote|schrieb|schreef|a écrit|escribió|ha scritto|skrev)\s?:$/u;
/** Mail programs break that line; no further than this. */
const SAYS_WHO_LINES = 4;
const LONGEST_WHO = 400;
/** "2026-11-30 10:15 GMT+07:00 Perpustakaan <p@x.id>:", as some phones have it. */
const DATED_WHO = /^\d{4}-\d{2}-\d{2}.{0,120}<[^<>\s]{3,254}>\s?:$/u;

const ORIGINAL =
  /^[-_\s]{0,20}(?:Original Message|Original Appointment|Pesan Asli|Ursprüngliche Nachricht|Message d'origine)[-_\s]{0,20}$/iu;
const RULE = /^_{10,}$/;
/** The head of a quoted mail: its first line, and one that follows soon. */
const HEAD_FIRST = /^\*?(?:Dari|From|Pengirim|Von|De)\s?:\*?\s\S/u;
const HEAD_NEXT =
  /^\*?(?:Dikirim|Terkirim|Sent|Tanggal|Date|Kepada|Ke|To|Gesendet|Envoyé|Subjek|Perihal|Subject)\s?:\*?\s/u;
const QUOTED = /^\s{0,3}>/;

const PHONE_SIGNATURE =
  /^(?:Dikirim dari|Terkirim dari|Sent from|Sent via|Get Outlook for|Dapatkan Outlook untuk|Yahoo Mail:)\s?.{0,80}$/u;
/** Longer, and it is no signature but text after a line that looks like its mark. */
const SIGNATURE_LINES = 15;

/** Where the line ends that says whose text follows; 0: there is none at this place. */
function whoSays(lines: readonly string[], at: number): number {
  const first = lines[at]?.trim() ?? '';
  if (DATED_WHO.test(first)) return 1;
  if (!SAYS_WHO_START.test(first)) return 0;
  let said = '';
  for (let more = 0; more < SAYS_WHO_LINES; more += 1) {
    const line = lines[at + more]?.trim() ?? '';
    if (line === '') return 0;
    said += line;
    if (said.length > LONGEST_WHO) return 0;
    if (SAYS_WHO_END.test(line)) return more + 1;
  }
  return 0;
}

const isHead = (lines: readonly string[], at: number): boolean =>
  HEAD_FIRST.test(lines[at]?.trim() ?? '') &&
  lines.slice(at + 1, at + 4).filter((line) => HEAD_NEXT.test(line.trim())).length > 0;

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
    if (who > 0) {
      const next = lines.slice(at + who).find((one) => one.trim() !== '');
      // without marks nothing tells where the quoted text ends
      if (next === undefined || !QUOTED.test(next)) break;
      at += who - 1;
    } else if (!QUOTED.test(line)) own.push(line);
  }
  return own.join('\n');
}

function withoutSignature(text: string): string {
  const lines = text.split('\n');
  const mark = lines.findLastIndex((line) => /^--\s?$/.test(line));
  const kept = mark >= 0 && lines.length - mark <= SIGNATURE_LINES ? lines.slice(0, mark) : lines;
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
