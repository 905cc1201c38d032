import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 10;

const wasmBinary = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer } });

/** Grey values of a picture of a code on white paper, as a camera would see it. */
async function pictureOf(text: string, format: 'QRCode' | 'Code128' | 'EAN13'): Promise<Buffer> {
  const { image, error } = await writeBarcode(text, { format, scale: 4 });
  if (!image) throw new Error(error);
  const code = await sharp(Buffer.from(await image.arrayBuffer()))
    .resize(format === 'QRCode' ? { height: 320 } : { width: 440, height: 180, fit: 'fill' })
    .toBuffer();
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#f4f1ea' } })
    .composite([{ input: code }])
    .blur(0.6)
    .greyscale()
    .raw()
    .toBuffer();
}

/** Writes what a camera sees that looks at a code: a YUV4MPEG2 film. @returns the switches of a browser with that camera */
export async function cameraAt(
  text: string,
  format: 'QRCode' | 'Code128' | 'EAN13',
  file: string,
): Promise<readonly string[]> {
  const picture = await pictureOf(text, format);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]));
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}
