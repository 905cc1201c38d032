import type { Config } from '#platform/config';
import type { Locale } from '#platform/context';
import { renderSvg } from '#platform/papers/pdf';

const [WIDTH, HEIGHT] = [1200, 630];

/** What stands in the picture, in words. */
export interface EventPicture {
  /** Above the title: the kind. */
  over: string;
  title: string;
  day: string;
  hours: string;
  place: string;
  /** Name of the network. */
  network: string;
}

/** The picture that others show beside a link to a programme, as PNG of 1200 × 630. Throws `platform.pdf_unavailable` as PDFs do. */
export async function eventPicture(
  config: Pick<Config, 'root'>,
  words: EventPicture,
  locale: Locale,
): Promise<Uint8Array<ArrayBuffer>> {
  // what draws pictures is loaded with the first one
  const { default: sharp } = await import('sharp');
  const svg = await renderSvg(config, 'modules/community/programs/templates/event-picture.typ', words, locale);
  const png = await sharp(Buffer.from(svg), { density: 96 }).resize(WIDTH, HEIGHT).png({ palette: true }).toBuffer();
  return Uint8Array.from(png);
}
