import { undoMojibake } from '#shared/mysql-dump/charset';
import { plainText } from '#shared/text/plain-text';

/** Code of a web page, with what stands in it: nobody's text. */
const CODE = /<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
/** Signs for machines; where one stands, a word has ended. */
const CONTROLS = /[^\P{Cc}\n]/gu;
/** Characters that cannot be seen; what joins letters of Javanese and Arabic (U+200C, U+200D) stays. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g;

export interface Tidy {
  text: string;
  /** Was UTF-8 undone that had been read as Windows-1252? */
  repaired: boolean;
}

function tidy(value: string | null, hasLines: boolean): Tidy {
  const written = value ?? '';
  const read = undoMojibake(written);
  // imports of CSV files leave line ends as the letters \n
  const withEnds = hasLines ? read.replace(/\\r\\n|\\n|\\r/g, '\n') : read;
  const text = plainText(withEnds.replace(CODE, '\n'))
    .replace(/\\(['"])/g, '$1')
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .replace(CONTROLS, ' ')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join(hasLines ? '\n' : ' ');
  return { text, repaired: read !== written };
}

/** A value that somebody typed into a web form, as text in lines: tags, entities, unseen characters and the backslashes of old PHP are gone. */
export const tidyLines = (value: string | null): Tidy => tidy(value, true);

/** The same in one line. */
export const tidyLine = (value: string | null): Tidy => tidy(value, false);

/** The beginning of a text; half of a sign that takes two places does not stay at its end. */
export const cutOff = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** Marks that belong between two values, at the end of one: "Jakarta :", "[Bandung]". */
export const withoutMarks = (text: string): string =>
  text
    .replace(/(?:\s+[:;/=,+]|[,;:/])+$/, '')
    .replace(/^\[([^[\]]*)\]$/, '$1')
    .trim();
