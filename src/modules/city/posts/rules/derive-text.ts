import { judgeText, textWithLink, type ChannelKind, type TextProblem } from '#modules/city/channels/client';
import { fillTokens, type TokenWords } from './tokens.ts';

/** All from which the text for one channel is made. */
export interface Material {
  title: string;
  body: string;
  hashtags: readonly string[];
  /** Its own words; null = those of the post. */
  ownText: string | null;
  /** The address of its own link; null = it leads nowhere. */
  link: string | null;
  hasPicture: boolean;
  alt: string;
  /** What stands for `{tanggal}` and the others now. */
  words: TokenWords;
}

/** A text as it goes out, and what is in the way. */
export interface Composed {
  text: string;
  letters: number;
  most: number | null;
  problems: (TextProblem | 'words_missing')[];
  /** Names in braces for which there is nothing. */
  missing: string[];
}

const tagged = (tags: readonly string[]): string => tags.map((tag) => `#${tag}`).join(' ');
const joined = (parts: readonly string[], between: string): string => parts.filter((part) => part !== '').join(between);

/** The text for a channel as it would go out now: its words filled in, its hashtags beneath, and its link where links stand in the text. */
export function composeText(kind: ChannelKind, material: Material): Composed {
  const { hashtags, link, hasPicture, alt, words } = material;
  const { text: said, missing } = fillTokens(material.ownText ?? material.body, words);
  const lower = said.toLowerCase();
  const more = hashtags.filter((tag) => !lower.includes(`#${tag.toLowerCase()}`));
  const text = textWithLink(kind, joined([said.trim(), tagged(more)], '\n\n'), link);
  // hashtags and a link alone are no text
  const empty = said.trim() === '' && !hasPicture;
  const judged = judgeText(kind, { text: empty ? '' : text, hasPicture, alt });
  return {
    ...{ text, letters: judged.letters, most: judged.most, missing },
    problems: [...judged.problems, ...(missing.length > 0 ? (['words_missing'] as const) : [])],
  };
}

/** `{tanggal}, {jam}` of what is known of it, so that the short text follows it, too. */
function whenAndWhere(words: TokenWords): string {
  const has = (token: 'tanggal' | 'jam' | 'tempat'): string => ((words[token] ?? '') === '' ? '' : `{${token}}`);
  return joined([has('tanggal'), has('jam'), has('tempat')], ', ');
}

/**
 * A short text from the title, with day, hour and place as far as there is room for them; a title that is too long by itself is cut. It has `{tanggal}`
 * in it rather than the day: what is not sent yet follows a change of the programme.
 */
export function shortenText(kind: ChannelKind, material: Omit<Material, 'ownText' | 'body'>): string {
  const title = material.title.trim();
  const where = whenAndWhere(material.words);
  const fits = (ownText: string): boolean =>
    !composeText(kind, { ...material, body: '', ownText }).problems.includes('too_long');
  const whole = joined([title, where], '\n');
  if (fits(whole)) return whole;
  if (fits(title)) return title;
  const letters = Array.from(title);
  let [least, most] = [0, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(`${letters.slice(0, middle).join('').trimEnd()}…`)) least = middle;
    else most = middle - 1;
  }
  return `${letters.slice(0, least).join('').trimEnd()}…`;
}
