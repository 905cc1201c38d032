import { qrSvg } from './qr.ts';

/**
 * A code on a paper, as its text: it is drawn where the paper is set. A millisecond each is nothing for one, and a second in which nobody
 * is answered for a thousand.
 */
export interface Drawing {
  readonly $draw: 'qr' | 'code128';
  readonly text: string;
}

/** A QR code in the data of a paper, where its template wants SVG; see {@link qrSvg}. */
export const drawnQr = (text: string): Drawing => ({ $draw: 'qr', text });

/** A Code 128 barcode in the data of a paper, where its template wants SVG. @param text ASCII */
export const drawnBars = (text: string): Drawing => ({ $draw: 'code128', text });

const isDrawing = (value: unknown): value is Drawing => typeof value === 'object' && value !== null && '$draw' in value;

/** The data of a paper as its template reads them: JSON, with every code as SVG. */
export async function drawnData(data: object): Promise<string> {
  // loaded with the first barcode: it knows a hundred symbologies
  const bars = JSON.stringify(data).includes('"$draw":"code128"') ? await loadBars() : null;
  return JSON.stringify(data, (_key, value: unknown) => {
    if (!isDrawing(value)) return value;
    return value.$draw === 'qr' ? qrSvg(value.text) : bars?.(value.text);
  });
}

/** White modules on either side, as the standard asks for. */
const QUIET = 10;

/** As SVG, one unit wide per module and one high, to be stretched to its place: bars stay in proportion. */
async function loadBars(): Promise<(text: string) => string> {
  const { default: bwip } = await import('bwip-js/node');
  return (text) => {
    const [symbol] = bwip.raw('code128', text);
    if (!symbol || !('sbs' in symbol)) throw new Error(`no Code 128 for ${text}`);
    let x = QUIET;
    let path = '';
    for (const [index, width] of symbol.sbs.entries()) {
      if (index % 2 === 0) path += `M${x} 0h${width}v1h-${width}z`;
      x += width;
    }
    const wide = x + QUIET;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
      `<path fill="#fff" d="M0 0h${wide}v1H0z"/><path fill="#000" d="${path}"/></svg>`
    );
  };
}
