import { judgeLetter } from '#modules/city/mail-health';
import type { Finding } from '#modules/city/mail-health/client';
import type { Ctx, Locale } from '#platform/context';
import type { LetterRow } from '../data/letters.queries.ts';
import { readableLetter } from '../held-letter.ts';
import { linksIn, picturesIn } from '../rules/letter-text.ts';
import { hasEnglish, letterText } from './letter-text.ts';
import { mailOf, wordsOf } from './render-letter.ts';

/** What is to be looked at of a letter, and in which of its languages. */
export type LetterCheck = Finding & { language: Locale };

/** What is to be looked at of a letter as it stands, in both languages where it has them. */
export async function checkHeld(ctx: Ctx, letter: LetterRow, origin: string): Promise<LetterCheck[]> {
  const words = await wordsOf(ctx, letter);
  const languages: Locale[] = hasEnglish(words) ? ['id', 'en'] : ['id'];
  const checks: LetterCheck[] = [];
  for (const language of languages) {
    const text = await letterText(ctx, words, { origin, locale: language });
    const links = linksIn(text).map(({ href, label }) => ({ href: text.linkOf(href), label }));
    const found = judgeLetter({ ...(await mailOf(text)), links, pictures: picturesIn(text) });
    checks.push(...found.map((one) => ({ ...one, language })));
  }
  return checks;
}

/** What is to be looked at before a letter is sent. Needs `news.send` at its library. Throws `newsletters.not_found`. @param origin of the site, for whole addresses */
export const checkLetter = async (ctx: Ctx, id: number, origin: string): Promise<LetterCheck[]> =>
  checkHeld(ctx, await readableLetter(ctx, id), origin);
