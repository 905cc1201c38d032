/** What nobody sees or what turns a line round for the eye: controls, soft hyphens, spaces of no width, marks of direction that reach on. */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Text that can be kept and shown: whole characters, lines that end in `\n`, nothing unseen, one space where there were several. */
export const tidyText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\f]/g, '\n')
    .replaceAll(UNSEEN, '')
    .replaceAll(/[^\S\n]+/g, ' ');

/** The same as one line. */
export const tidyLine = (text: string): string => tidyText(text).replaceAll(/\s+/g, ' ').trim();

/** The beginning of a text, between words where that loses little, and never half a character. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  const space = cut.search(/\s\S{0,99}$/);
  const end = space > most / 2 ? space : most;
  const half = /[\ud800-\udbff]$/.test(cut.slice(0, end)) ? 1 : 0;
  return cut.slice(0, end - half);
}
