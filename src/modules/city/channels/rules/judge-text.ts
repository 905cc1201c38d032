import { countLetters } from './count-letters.ts';
import { limitsOf, type ChannelKind } from './limits.ts';

export type TextProblem = 'too_long' | 'picture_needed' | 'alt_needed' | 'alt_too_long' | 'empty';

/** What a channel says of a text: how long it is there, how long it may be, and what is in the way. */
export interface TextJudged {
  letters: number;
  most: number | null;
  problems: TextProblem[];
}

/** The text as it goes out: where a link stands in the text, one that is not in it yet is put beneath it. */
export function textWithLink(kind: ChannelKind, text: string, link: string | null): string {
  if (link === null || limitsOf[kind].links !== 'text' || text.includes(link)) return text;
  return text.trim() === '' ? link : `${text.trimEnd()}\n\n${link}`;
}

/** Judges a text as it goes out (see {@link textWithLink}) for a channel. */
export function judgeText(
  kind: ChannelKind,
  { text, hasPicture, alt }: { text: string; hasPicture: boolean; alt: string },
): TextJudged {
  const limits = limitsOf[kind];
  const letters = countLetters(kind, text);
  const most = hasPicture ? (limits.captionLetters ?? limits.letters) : limits.letters;
  const described = hasPicture && limits.altText;
  const found: [TextProblem, boolean][] = [
    ['empty', text.trim() === '' && !hasPicture],
    ['too_long', most !== null && letters > most],
    ['picture_needed', limits.picture === 'required' && !hasPicture],
    ['alt_needed', described && alt.trim() === ''],
    ['alt_too_long', described && limits.altLetters !== null && alt.length > limits.altLetters],
  ];
  return { letters, most, problems: found.flatMap(([problem, is]) => (is ? [problem] : [])) };
}
