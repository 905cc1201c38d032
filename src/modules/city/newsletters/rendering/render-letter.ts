import { z } from 'zod';
import type { MailText } from '#modules/city/mailings';
import { readVersion, readWriting } from '#modules/ground/content';
import type { Ctx, Locale } from '#platform/context';
import type { LetterRow } from '../data/letters.queries.ts';
import { headOf, readableLetter } from '../held-letter.ts';
import { letterMjml } from '../rules/letter-mjml.ts';
import { plainLetter } from '../rules/letter-plain.ts';
import type { LetterText } from '../rules/letter-text.ts';
import { compileLetter } from './compile.ts';
import { hasEnglish, letterText, type LetterWords } from './letter-text.ts';

const keptHead = z.object({
  subject: z.string(),
  subjectEn: z.string(),
  preheader: z.string(),
  preheaderEn: z.string(),
});

/** A letter as it stands: what was approved, or what is being written. */
export async function wordsOf(ctx: Ctx, letter: LetterRow): Promise<LetterWords> {
  const { libraryId, slug, inArchive } = letter;
  if (letter.versionId === null) {
    const { blocks } = await readWriting(ctx, letter.writingId);
    return { head: headOf(letter), blocks, libraryId, slug, inArchive };
  }
  const { head, blocks } = await readVersion(ctx.db, letter.writingId, letter.versionId);
  return { head: keptHead.parse(head), blocks, libraryId, slug, inArchive };
}

/** Both forms of a letter in a language. */
export async function mailOf(text: LetterText): Promise<MailText> {
  return { subject: text.subject, html: await compileLetter(letterMjml(text)), text: plainLetter(text) };
}

/** A letter as it is sent, in both languages where it says something in English. @param linkOf another address for one; left out: its own */
export async function mailsOf(
  ctx: Ctx,
  letter: LetterRow,
  { origin, linkOf }: { origin: string; linkOf?: (href: string) => string },
): Promise<{ id: MailText; en: MailText | null }> {
  const words = await wordsOf(ctx, letter);
  const inWords = async (locale: Locale): Promise<MailText> =>
    mailOf(await letterText(ctx, words, { origin, locale, ...(linkOf && { linkOf }) }));
  return { id: await inWords('id'), en: hasEnglish(words) ? await inWords('en') : null };
}

/** A letter as receivers will have it, in a language, for whoever writes it. Needs `news.send` at its library. Throws `newsletters.not_found`. */
export async function previewLetter(
  ctx: Ctx,
  id: number,
  { origin, locale }: { origin: string; locale: Locale },
): Promise<MailText> {
  const letter = await readableLetter(ctx, id);
  return mailOf(await letterText(ctx, await wordsOf(ctx, letter), { origin, locale }));
}
