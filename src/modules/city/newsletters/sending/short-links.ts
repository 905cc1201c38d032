import { judgeTarget, makePlacedLinks } from '#modules/stock/links';
import { mainLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { LetterRow } from '../data/letters.queries.ts';
import { insertLinks, selectLinks } from '../data/sending.queries.ts';
import { linksIn, type LetterText } from '../rules/letter-text.ts';
import { LETTER_CHANNEL } from '../rules/terms.ts';

/** What a short link leads to, of a whole address: a path where it is of this site. */
const targetOf = (address: string, origin: string): string =>
  address === origin ? '/' : address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;

/** Whether a short link may lead there: mail addresses, telephones and pages that name somebody stay as they are. */
function mayBeShort(target: string): boolean {
  try {
    judgeTarget(target, 'address');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/**
 * Gives every address of a letter a short link of its own, by which openings are counted, of nobody in particular; what has one keeps it. None
 * where the letter counts nothing. @returns what a link leads to instead of its own address
 */
export async function shortLinks(
  trx: Tx,
  ctx: Ctx,
  letter: LetterRow,
  { texts, origin }: { texts: readonly LetterText[]; origin: string },
): Promise<(href: string) => string> {
  if (!letter.countsLinks) return (href) => href;
  const libraryId = letter.libraryId ?? (await mainLibrary({ ...ctx, db: trx }))?.id;
  if (libraryId === undefined) return (href) => href;
  const known = new Map((await selectLinks(trx, letter.id)).map(({ address, linkCode }) => [address, linkCode]));
  const asked = texts.flatMap((text) => linksIn(text).map(({ href }) => text.linkOf(href)));
  const made: { address: string; linkCode: string }[] = [];
  for (const address of new Set(asked)) {
    const target = targetOf(address, origin);
    if (known.has(address) || !mayBeShort(target)) continue;
    const [linkCode] = await makePlacedLinks(
      trx,
      ctx,
      { libraryId, target, label: letter.subject, campaign: letter.campaign },
      [{ place: '', channel: LETTER_CHANNEL }],
    );
    if (linkCode === undefined) continue;
    made.push({ address, linkCode });
    known.set(address, linkCode);
  }
  await insertLinks(trx, letter.id, made);
  return (href) => {
    const code = known.get(href);
    return code === undefined ? href : `${origin}/q/${code}`;
  };
}
