import { buffer } from 'node:stream/consumers';
import { pictureFileOf } from '#modules/ground/content';
import type { Config } from '#platform/config';
import type { Locale } from '#platform/context';
import { renderSvg } from '#platform/papers/pdf';
import { svgOfPicture } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';
import type { PublicPage } from '../client.ts';

const [WIDTH, HEIGHT] = [1200, 630];
/** How much of it the page's own picture takes. */
const PICTURE_WIDTH = 470;

/** What stands in the picture, in words. */
export interface SharedWords {
  /** Above the title: topic. */
  over: string;
  title: string;
  day: string;
  /** Of whose site: a library or the network. */
  place: string;
}

/** The picture that others show beside a link to a page, as PNG of 1200 × 630, with the page's own where it has one. Throws `platform.pdf_unavailable` as PDFs do. */
export async function sharePicture(
  { config, storage }: { config: Pick<Config, 'root'>; storage: Storage },
  { picture }: Pick<PublicPage, 'picture'>,
  words: SharedWords,
  locale: Locale,
): Promise<Uint8Array<ArrayBuffer>> {
  // what draws pictures is loaded with the first one
  const { default: sharp } = await import('sharp');
  const href = picture?.files.find(({ format }) => format === 'jpeg')?.href ?? '';
  const file = pictureFileOf(href.slice(href.lastIndexOf('/') + 1));
  const bytes = file && (await buffer(storage.open(file.key)).catch(() => null));
  const cut =
    bytes && (await sharp(bytes).resize(PICTURE_WIDTH, HEIGHT, { fit: 'cover' }).jpeg({ quality: 80 }).toBuffer());
  const drawn = cut ? svgOfPicture('jpeg', cut, { width: PICTURE_WIDTH, height: HEIGHT }) : '';
  const svg = await renderSvg(config, 'modules/city/site/templates/share.typ', { ...words, picture: drawn }, locale);
  const png = await sharp(Buffer.from(svg), { density: 96, unlimited: true })
    .resize(WIDTH, HEIGHT)
    .png({ palette: true })
    .toBuffer();
  return Uint8Array.from(png);
}
