import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const MM_PER_INCH = 25.4;
/** Dots to the inch of an ordinary office printer. */
const DPI = 300;
const POINTS_PER_INCH = 72;
const toPixels = (mm: number): number => Math.round((mm / MM_PER_INCH) * DPI);
const toMm = (pixels: number): number => (pixels / DPI) * MM_PER_INCH;
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });

/** A page of a PDF as a printer would put it on paper. */
export interface Page {
  /** Millimetres. */
  width: number;
  height: number;
  pixels: { data: Uint8Array; width: number; height: number };
}

/**
 * Draws the pages of a PDF with the engine of Chrome, every millimetre where the PDF puts it.
 * @param most so many of the first pages
 */
export async function drawPages(pdf: Uint8Array, most = Infinity): Promise<Page[]> {
  // the engine rounds the size of the paper to whole points, a third of a millimetre: the file itself is exact
  const boxes = [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/MediaBox \[0 0 (?<w>[\d.]+) (?<h>[\d.]+)\]/g),
  ];
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(Buffer.from(pdf));
  const pages: Page[] = [];
  for (const page of document.pages()) {
    if (page.number >= most) break;
    const box = boxes[page.number]?.groups;
    const width = (Number(box?.w) / POINTS_PER_INCH) * MM_PER_INCH;
    const height = (Number(box?.h) / POINTS_PER_INCH) * MM_PER_INCH;
    const drawn = await page.render({ width: toPixels(width), height: toPixels(height), render: 'bitmap' });
    pages.push({ width, height, pixels: { data: drawn.data, width: drawn.width, height: drawn.height } });
  }
  document.destroy();
  library.destroy();
  return pages;
}

/** A code that was read on a piece of paper. */
export interface ReadCode {
  format: string;
  text: string;
  /** Left upper corner of the bars or modules, millimetres from the corner of the piece. */
  x: number;
  y: number;
  /** Millimetres. */
  width: number;
}

/** Cuts a piece out of a page and reads all codes on it. Millimetres. */
export async function readPiece(
  { pixels }: Page,
  piece: { x: number; y: number; width: number; height: number },
): Promise<ReadCode[]> {
  const left = toPixels(piece.x);
  const top = toPixels(piece.y);
  const { data, info } = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } })
    .extract({
      left,
      top,
      width: Math.min(toPixels(piece.width), pixels.width - left),
      height: Math.min(toPixels(piece.height), pixels.height - top),
    })
    .flatten({ background: 'white' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // as it was drawn: to pack a whole page as a file only to unpack it takes most of a second
  const image: ImageData = {
    data: new Uint8ClampedArray(data),
    width: info.width,
    height: info.height,
    colorSpace: 'srgb',
  };
  const codes = await readBarcodes(image, { formats: ['QRCode', 'Code128'], tryHarder: true });
  return codes.map(({ format, text, position }) => ({
    format,
    text,
    x: toMm(Math.min(position.topLeft.x, position.bottomLeft.x)),
    y: toMm(position.topLeft.y),
    width: toMm(position.topRight.x - position.topLeft.x),
  }));
}
