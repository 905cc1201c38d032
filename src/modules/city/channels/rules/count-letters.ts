import { limitsOf, type ChannelKind } from './limits.ts';

const LINK = /https?:\/\/[^\s<>"']+/giu;
/** What X makes a link of though nobody wrote https: names under the endings that are in use here. */
const BARE_LINK =
  /(?<![@\w./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|id|info|edu|gov|io|me|co|app|link|ly|dev)(?![\w-])(?:\/[^\s<>"']*)?/giu;
/** Marks that close a sentence belong to no link. */
const CLOSING = /[.,;:!?)\]}'"»…]+$/u;
/** Mastodon counts of `@name@server` the name alone. */
const REMOTE_MENTION = /(?<![\w/])(@\w+)@[\w.-]+\w/gu;
/** So much does any link weigh, whatever its length. */
const LINK_LETTERS = 23;

const parts = new Intl.Segmenter('id', { granularity: 'grapheme' });
const graphemesIn = (text: string): string[] => Array.from(parts.segment(text), ({ segment }) => segment);

/** Letters that weigh one; all others weigh two (configuration 3 of twitter-text). */
const LIGHT = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;
// a sign that is drawn as a picture by itself, or is made one: flags, keycaps, families
const PICTURED =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}{2}/u;

const weighLetter = (letter: string): number => {
  const code = letter.codePointAt(0) ?? 0;
  return LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2;
};
const weigh = (text: string): number =>
  graphemesIn(text).reduce(
    (sum, one) =>
      sum + (PICTURED.test(one) ? 2 : Array.from(one).reduce((all, letter) => all + weighLetter(letter), 0)),
    0,
  );

/** The text without its links, and how many there were. */
function withoutLinks(text: string, pattern: RegExp): { rest: string; links: number } {
  let links = 0;
  const rest = text.replaceAll(pattern, (link) => {
    links += 1;
    return CLOSING.exec(link)?.[0] ?? '';
  });
  return { rest, links };
}

/** How long a text is as a channel counts it: X weighs letters and links, Mastodon counts a link as 23, Bluesky what one sees as one letter. */
export function countLetters(kind: ChannelKind, text: string): number {
  if (kind === 'x') {
    const written = withoutLinks(text.normalize('NFC'), LINK);
    const bare = withoutLinks(written.rest, BARE_LINK);
    return weigh(bare.rest) + (written.links + bare.links) * LINK_LETTERS;
  }
  if (kind === 'mastodon') {
    const { rest, links } = withoutLinks(text, LINK);
    return graphemesIn(rest.replaceAll(REMOTE_MENTION, '$1')).length + links * LINK_LETTERS;
  }
  return limitsOf[kind].count === 'graphemes' ? graphemesIn(text).length : text.length;
}
