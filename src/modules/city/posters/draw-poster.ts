import type { Config } from '#platform/config';
import type { Locale } from '#platform/context';
import { drawnQr } from '#platform/papers/drawings';
import { renderPdf, renderSvg } from '#platform/papers/pdf';
import { tooLongError } from './field-words.ts';
import { pageOf, SHAPES, sheetOf, type PosterFormat } from './rules/formats.ts';
import { placeNote, placeWords, tooLong, type PosterWords } from './rules/lay-out.ts';
import { inksOf, layoutOf, type PosterTemplate } from './rules/templates.ts';
import { POSTER_LANGUAGE } from './rules/terms.ts';

const TEMPLATE = 'modules/city/posters/templates/poster.typ';

/** All that goes into a drawing. */
export interface Drawn {
  template: PosterTemplate;
  format: PosterFormat;
  words: PosterWords;
  /** The library that speaks. */
  library: string;
  /** What it shows, for who does not see it. */
  alt: string;
  /** One for each place: the address behind its code, and where it hangs. */
  sheets: readonly { address: string; place: string }[];
}

/** An address as one types it: without its scheme. */
const typed = (address: string): string => address.replace(/^https?:\/\//, '');

/** Throws `posters.too_long` with what does not fit. */
function dataOf({ template, format, words, library, alt, sheets }: Drawn, locale: Locale): object {
  const placed = placeWords(words, library, template, format);
  if (!placed) throw tooLongError(tooLong(words, template, format), locale);
  const { shape } = sheetOf(format);
  const layout = layoutOf(template, shape);
  const inks = inksOf(template);
  const { faces, folds, ...page } = pageOf(format);
  return {
    ...{ template, page, faces, folds, alt, title: words.title, ground: inks.ground },
    shape: { name: shape, size: SHAPES[shape] },
    ...{ card: layout.card, code: layout.code, brand: { ...layout.brand, inks: inks.mark } },
    words: placed,
    sheets: sheets.map(({ address, place }) => ({
      address,
      qr: drawnQr(address),
      words: placeNote({ address: typed(address), place, call: words.call }, template, format),
    })),
  };
}

/** A poster as PDF, a page for each place. Throws `posters.too_long`. @param made `locale`: of who asks, for the refusal */
export const drawPdf = async (
  config: Pick<Config, 'root'>,
  drawn: Drawn,
  made: { createdAt: Date; locale: Locale },
): Promise<Uint8Array<ArrayBuffer>> =>
  renderPdf(config, TEMPLATE, dataOf(drawn, made.locale), { ...made, locale: POSTER_LANGUAGE });

/** A poster of one place as PNG: for a screen as large as its format says, of a sheet of paper so many pixels wide. Throws `posters.too_long`. */
export async function drawPng(
  config: Pick<Config, 'root'>,
  drawn: Drawn,
  { locale, width }: { locale: Locale; width: number },
): Promise<Uint8Array<ArrayBuffer>> {
  // what draws pictures is loaded with the first one
  const { default: sharp } = await import('sharp');
  const svg = await renderSvg(config, TEMPLATE, dataOf(drawn, locale), POSTER_LANGUAGE);
  const { measure, ...sheet } = sheetOf(drawn.format);
  const wide = measure === 'px' ? sheet.width : width;
  const high = Math.round((wide * sheet.height) / sheet.width);
  const density = (72 * wide) / pageOf(drawn.format).width;
  const png = sharp(Buffer.from(svg), { density }).resize(wide, high, { fit: 'fill' });
  return Uint8Array.from(await png.png({ palette: true }).toBuffer());
}
