import { withLogo } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { drawnQr } from '#platform/papers/drawings';
import { findLetter, type LetterRow } from './data/letters.queries.ts';
import { letterErrors } from './errors.ts';
import { readLetter } from './view-letters.ts';

export interface LettersFile {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Letters as one PDF, as they were issued, in the order given. Needs `letters.issue` at their libraries.
 * @param origin where the network is reached, for the address in the QR code (`https://perpustakaan.example`)
 * Throws `letters.not_found` (also for no letter at all).
 */
export async function lettersPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  ids: readonly number[],
  origin: string,
): Promise<LettersFile> {
  const letters: LetterRow[] = [];
  for (const id of ids) letters.push(await readLetter(ctx, id));
  return renderLetters(ctx, config, letters, origin);
}

/** A letter of thanks as PDF, for whoever manages gifts; the caller has checked that. Throws `letters.not_found`. */
export const thanksPdf = async (
  ctx: Pick<Ctx, 'db'>,
  config: Pick<Config, 'root'>,
  id: number,
  origin: string,
): Promise<LettersFile> => giversPdf(ctx, config, { id, kind: 'thanks' }, origin);

/** The same of a receipt. Throws `letters.not_found`. */
export const receiptPdf = async (
  ctx: Pick<Ctx, 'db'>,
  config: Pick<Config, 'root'>,
  id: number,
  origin: string,
): Promise<LettersFile> => giversPdf(ctx, config, { id, kind: 'receipt' }, origin);

async function giversPdf(
  ctx: Pick<Ctx, 'db'>,
  config: Pick<Config, 'root'>,
  { id, kind }: Pick<LetterRow, 'id' | 'kind'>,
  origin: string,
): Promise<LettersFile> {
  const letter = await findLetter(ctx.db, id);
  if (letter?.kind !== kind) throw letterErrors.notFound();
  return renderLetters(ctx, config, [letter], origin);
}

async function renderLetters(
  ctx: Pick<Ctx, 'db'>,
  config: Pick<Config, 'root'>,
  letters: readonly LetterRow[],
  origin: string,
): Promise<LettersFile> {
  const [first] = letters;
  if (!first) throw letterErrors.notFound();
  const data = { letters: letters.map((letter) => letterData(letter, origin)) };
  const body = await renderPdf(config, 'modules/lending/letters/templates/letters.typ', await withLogo(ctx.db, data), {
    createdAt: first.issuedAt,
    locale: 'id',
  });
  const name = letters.length === 1 ? first.number : `surat-${letters.length}-${first.number}`;
  return { fileName: `${name.replaceAll(/[^\w-]+/g, '-')}.pdf`, body };
}

function letterData({ kind, number, code, level, content, revokedAt }: LetterRow, origin: string) {
  const address = `${origin}/periksa/${code}`;
  // a warning is no certificate: nothing to verify in public
  const verify = kind === 'warning' ? null : { code, address, svg: drawnQr(address) };
  return { kind, number, level, gift: null, receipt: [], ...content, verify, revoked: revokedAt !== null };
}
