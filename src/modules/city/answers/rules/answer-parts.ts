/** A piece of a line: text, or a link. */
export interface AnswerPart {
  text: string;
  /** null = plain text. */
  href: string | null;
}

/** An address of the web, or a page of this site between brackets or after a space (`/daftar`); what ends a sentence is not in it. */
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<=^|[\s(])\/[a-z][a-z0-9/-]*[a-z0-9]/g;

/** A text as pieces: what is an address of the web or a page of this site is a link. */
export function linkedParts(line: string): AnswerPart[] {
  const parts: AnswerPart[] = [];
  let from = 0;
  for (const found of line.matchAll(LINK)) {
    if (found.index > from) parts.push({ text: line.slice(from, found.index), href: null });
    parts.push({ text: found[0], href: found[0] });
    from = found.index + found[0].length;
  }
  if (from < line.length) parts.push({ text: line.slice(from), href: null });
  return parts;
}

/** The paragraphs of an answer (an empty line parts them), each as its lines, each as text and links. */
export const answerParagraphs = (answer: string): AnswerPart[][][] =>
  answer
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split('\n').map((line) => linkedParts(line.trim())));

/** The beginning of an answer for a line of a list, cut between words. */
export function excerptOf(answer: string, most = 160): string {
  const flat = answer.replaceAll(/\s+/g, ' ').trim();
  if (flat.length <= most) return flat;
  const cut = flat.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).toWellFormed()}…`;
}

/** Of a record of ours that somebody names by its address: `/katalog/12`. */
const RECORD = /(?<![\w/.])\/katalog\/([1-9]\d{0,14})(?![\w-])/g;

/** The ids of records that a text names by their addresses, each once, in its order. @param most no more than so many */
export const citedIds = (text: string, most: number): number[] =>
  [...new Set([...text.matchAll(RECORD)].map(([, id]) => Number(id)))].slice(0, most);

const LONGEST_ADDRESS = 1000;

/** Pages of the web that a text names by their addresses, each once, in its order. @param most no more than so many */
export function citedPages(text: string, most: number): string[] {
  const found = linkedParts(text).flatMap(({ href }) =>
    href !== null && href.startsWith('http') && href.length <= LONGEST_ADDRESS && URL.canParse(href) ? href : [],
  );
  return [...new Set(found)].slice(0, most);
}
