/** Letters that turn the order of others round, or that nobody sees: what is read must be what stands there. */
const HIDDEN =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb]/gu;
/** Signs that steer machines, but for tabs and the ends of lines. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;
/** Joiners belong to scripts and faces; alone they are no text. */
const JOINERS = /\u200c|\u200d|\p{Variation_Selector}/gu;

/** The mark before a signature (RFC 3676): its space tells it from a line that people draw. */
export const SIGNATURE = '-- ';

/** A text as it is kept: lines end in one way, nothing hidden, no more than one empty line together. */
export function cleanText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(HIDDEN, '')
    .replace(CONTROL, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .split('\n')
    .map((line) => (line === SIGNATURE ? line : line.trimEnd()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain.replace(JOINERS, '').trim() === '' ? '' : plain;
}

/** The same in one line, cut at a number of letters. */
export function cleanLine(text: string, most: number): string {
  const line = cleanText(text.slice(0, most * 4)).replace(/\s+/g, ' ');
  return line
    .slice(0, most)
    .toWellFormed()
    .replace(/\ufffd$/u, '')
    .trim();
}
