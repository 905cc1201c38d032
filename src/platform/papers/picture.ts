import type { ResizeOptions } from 'sharp';
import { AppError, platformErrors } from '../errors.ts';

/** A photograph of more pixels is an attempt to fill the memory. */
const MAX_PIXELS = 60_000_000;
/** What cameras and browsers make; drawings (SVG) can refer to other files. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']);

/** Opens a picture as what its content says it is, upright. Throws `platform.too_large`, and anything where it is none. */
async function openPicture(bytes: Uint8Array, { megabytes, field }: { megabytes: number; field: string }) {
  if (bytes.byteLength > megabytes * 1024 * 1024) {
    throw platformErrors.tooLarge({ megabytes }, { [field]: 'file_too_large' });
  }
  // loaded with the first picture: it takes 20 MB
  const { default: sharp } = await import('sharp');
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
  const { format } = await picture.metadata();
  if (!FORMATS.has(format)) throw new Error(`not a picture: ${format}`);
  return picture.rotate();
}

/** Whatever is wrong with the bytes of a picture is said as one refusal. */
const refusalOf = (error: unknown, field: string, reason = 'invalid'): unknown =>
  error instanceof AppError ? error : platformErrors.notAcceptableFile({}, { [field]: reason });

/**
 * A picture anew as WebP: upright, of a size for screens, without the place and time that a phone writes into it. What it is, is judged by
 * its content. Throws `platform.too_large` or `platform.not_acceptable_file` (with `reason`) at the field `field`.
 */
export async function remakePicture(
  bytes: Uint8Array,
  how: { resize: ResizeOptions; quality: number; megabytes: number; field: string; reason?: string },
): Promise<Uint8Array> {
  const { resize, quality, field, reason } = how;
  try {
    return await (await openPicture(bytes, how)).resize(resize).webp({ quality }).toBuffer();
  } catch (error) {
    throw refusalOf(error, field, reason);
  }
}

/**
 * The same as JPEG, which papers take as it is, with its size. Throws as {@link remakePicture}.
 * @param longest of its two sides, in pixels
 */
export async function remakePhoto(
  bytes: Uint8Array,
  how: { longest: number; quality: number; megabytes: number; field: string; reason?: string },
): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  const { longest, quality, field, reason } = how;
  try {
    const { data, info } = await (
      await openPicture(bytes, how)
    )
      .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    throw refusalOf(error, field, reason);
  }
}

/** A file that was made of a picture, `width` × `height` pixels. */
export interface MadePicture {
  format: 'avif' | 'webp' | 'jpeg';
  width: number;
  height: number;
  bytes: Uint8Array;
}

/**
 * A picture anew in several widths, each as AVIF and WebP for browsers, the largest also as JPEG for who knows neither (mail, other sites);
 * never wider than it came. Throws as {@link remakePicture}. @returns its own size upright, and the files
 */
export async function remakeInSizes(
  bytes: Uint8Array,
  how: { widths: readonly number[]; megabytes: number; field: string; reason?: string },
): Promise<{ width: number; height: number; files: MadePicture[] }> {
  const { field, reason } = how;
  try {
    // once to the largest size: cameras bring ten times more
    const { data, info } = await (
      await openPicture(bytes, how)
    )
      .resize({ width: Math.max(...how.widths), height: 4000, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true });
    const { default: sharp } = await import('sharp');
    const widths = [...new Set(how.widths.map((width) => Math.min(width, info.width)))];
    const files: MadePicture[] = [];
    const keep = (format: MadePicture['format'], made: { data: Buffer; info: { width: number; height: number } }) =>
      files.push({ format, width: made.info.width, height: made.info.height, bytes: made.data });
    for (const width of widths) {
      const sized = sharp(data).resize({ width });
      keep('avif', await sized.clone().avif({ quality: 55, effort: 3 }).toBuffer({ resolveWithObject: true }));
      keep('webp', await sized.clone().webp({ quality: 76 }).toBuffer({ resolveWithObject: true }));
    }
    const plain = sharp(data).flatten({ background: '#ffffff' }).jpeg({ quality: 80 });
    keep('jpeg', await plain.toBuffer({ resolveWithObject: true }));
    return { width: info.width, height: info.height, files };
  } catch (error) {
    throw refusalOf(error, field, reason);
  }
}

/** No side of a drawing as a photograph is longer. */
const DRAWN_SIDE = 1600;

/** A drawing that was checked, with its size in units. */
interface Drawn {
  svg: string;
  width: number;
  height: number;
}

/** A drawing (SVG) that was checked, as JPEG for who cannot show one: mail, other sites. Throws where it cannot be drawn. */
export async function photoOfDrawing({ svg, width, height }: Drawn): Promise<MadePicture> {
  const { default: sharp } = await import('sharp');
  // no larger than it is kept: what draws it needs a sheet of that size for each of its layers
  const density = Math.max(1, Math.floor(72 * Math.min(1, DRAWN_SIDE / Math.max(width, height))));
  const { data, info } = await sharp(Buffer.from(svg), { limitInputPixels: MAX_PIXELS, density })
    .resize({ width: DRAWN_SIDE, height: DRAWN_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer({ resolveWithObject: true });
  return { format: 'jpeg', width: info.width, height: info.height, bytes: data };
}

/** So large that it prints sharp at 20 mm, and no larger: it goes into every paper. */
const LOGO = { width: 320, height: 320, fit: 'inside', withoutEnlargement: true } as const;

/** A picture in an SVG that holds it, for templates of papers. @param bytes of the kind `type`, `width` × `height` pixels */
export function svgOfPicture(
  type: 'png' | 'jpeg',
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): string {
  const href = `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `<image width="${width}" height="${height}" href="${href}"/></svg>`
  );
}

/**
 * A logo anew, as an SVG that holds it: what is see-through stays so. Throws as {@link remakePicture}.
 */
export async function remakeLogo(bytes: Uint8Array, megabytes: number, field: string): Promise<string> {
  try {
    const picture = await openPicture(bytes, { megabytes, field });
    const { data, info } = await picture.resize(LOGO).png({ palette: true }).toBuffer({ resolveWithObject: true });
    return svgOfPicture('png', data, info);
  } catch (error) {
    throw refusalOf(error, field);
  }
}
