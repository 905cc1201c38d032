import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/pdf';
import { qrSvg } from '#platform/qr';
import type { LetterRow } from './data/letters.queries.ts';
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
  const [first] = letters;
  if (!first) throw letterErrors.notFound();
  const data = { letters: letters.map((letter) => letterData(letter, origin)) };
  const body = await renderPdf(config, 'modules/letters/templates/letters.typ', data, {
    createdAt: first.issuedAt,
    locale: 'id',
  });
  const name = letters.length === 1 ? first.number : `surat-${letters.length}-${first.number}`;
  return { fileName: `${name.replaceAll(/[^\w-]+/g, '-')}.pdf`, body };
}

function letterData({ kind, number, code, level, content, revokedAt }: LetterRow, origin: string) {
  const address = `${origin}/periksa/${code}`;
  // a warning is no certificate: nothing to verify in public
  const verify = kind === 'clearance' ? { code, address, svg: qrSvg(address) } : null;
  return { kind, number, level, ...content, verify, revoked: revokedAt !== null };
}
