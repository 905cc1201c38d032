import { blocksFor, shownThings } from '#modules/ground/content';
import type { KeptBlock, Picture } from '#modules/ground/content/client';
import { getLibrary, getSettings, mainLibrary } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import type { KeptHead } from '../data/archive.queries.ts';
import type { LetterPicture, LetterText } from '../rules/letter-text.ts';

/** A letter before it has a language. */
export interface LetterWords {
  head: KeptHead;
  blocks: readonly KeptBlock[];
  libraryId: number | null;
  slug: string;
  inArchive: boolean;
}

/** Wide enough for a letter on a fine screen; mail programs choose no file by themselves. */
const WIDEST = 1200;

/** The file of a picture that mail programs know: JPEG, not wider than needed. Drawings are shown by none of them. */
function pictureOf({ alt, files }: Picture, origin: string): LetterPicture | null {
  const plain = files.filter(({ format }) => format === 'jpeg').toSorted((a, b) => a.width - b.width);
  const file = plain.findLast(({ width }) => width <= WIDEST) ?? plain[0];
  return file ? { src: origin + file.href, alt, width: file.width } : null;
}

/** Who writes, and where they are: the library, or the network at its main library. */
async function senderOf(ctx: Ctx, libraryId: number | null, origin: string): Promise<LetterText['sender']> {
  const { networkName } = await getSettings(ctx.db);
  const library = libraryId === null ? await mainLibrary(ctx) : await getLibrary(ctx, libraryId);
  const place = [library?.address, library?.kelurahan, library?.city, library?.postalCode].filter(Boolean).join(', ');
  return {
    name: libraryId === null ? networkName : (library?.name ?? networkName),
    lines: place === '' ? [] : [place],
    href: origin,
  };
}

/** Whether a letter says something of its own in English; who reads English has the Indonesian one otherwise. */
export const hasEnglish = ({ head, blocks }: Pick<LetterWords, 'head' | 'blocks'>): boolean =>
  head.subjectEn !== '' && blocks.some(({ english }) => english !== null);

/** Makes an address whole: what begins with a stroke is of this site; what only leads on within a page leads to the letter's own. */
export const wholeAddress =
  ({ origin, locale, slug }: { origin: string; locale: Locale; slug: string }) =>
  (href: string): string => {
    const own = locale === 'en' ? `${origin}/en` : origin;
    if (href.startsWith('#')) return `${own}/surat-kabar/${slug}${href}`;
    return href.startsWith('/') ? origin + href : href;
  };

/** All that a letter says in a language, with what stands in it as everybody sees it now. @param linkOf another address for one; left out: its own */
export async function letterText(
  ctx: Ctx,
  { head, blocks, libraryId, slug, inArchive }: LetterWords,
  { origin, locale, linkOf = (href) => href }: { origin: string; locale: Locale; linkOf?: (href: string) => string },
): Promise<LetterText> {
  // receivers see what everybody sees, whoever prepares the letter
  const reader: Ctx = { ...ctx, locale, actor: { kind: 'anonymous' } };
  const shown = blocksFor(blocks, locale).map(({ block }) => block);
  const { pictures, files, embeds } = await shownThings(reader, shown);
  const whole = wholeAddress({ origin, locale, slug });
  const said = (id: string, en: string): string => (locale === 'en' && en !== '' ? en : id);
  return {
    language: locale,
    subject: said(head.subject, head.subjectEn),
    preheader: said(head.preheader, head.preheaderEn),
    blocks: shown,
    pictures: new Map(
      [...pictures].flatMap(([id, picture]) => {
        const file = pictureOf(picture, origin);
        return file ? [[id, file] as const] : [];
      }),
    ),
    files: new Map([...files].map(([id, { title, href }]) => [id, { title, href: whole(href) }])),
    cards: new Map(
      [...embeds].flatMap(([kind, cards]) =>
        [...cards].map(([ref, { title, href, lines }]) => [`${kind}:${ref}`, { title, href, lines }] as const),
      ),
    ),
    sender: await senderOf(ctx, libraryId, origin),
    archiveHref: inArchive ? whole(locale === 'en' ? `/en/surat-kabar/${slug}` : `/surat-kabar/${slug}`) : null,
    linkOf: (href) => linkOf(whole(href)),
  };
}
