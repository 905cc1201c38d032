import type { ResizeOptions } from 'sharp';
import { platformErrors } from './errors.ts';

/** A photograph of more pixels is an attempt to fill the memory. */
const MAX_PIXELS = 60_000_000;
/** What cameras and browsers make; drawings (SVG) can refer to other files. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']);

/**
 * A picture anew as WebP: upright, of a size for screens, without the place and time that a phone writes into it. What it is, is judged by
 * its content. Throws `platform.too_large` or `platform.not_acceptable_file` (with `reason`) at the field `field`.
 */
export async function remakePicture(
  bytes: Uint8Array,
  how: { resize: ResizeOptions; quality: number; megabytes: number; field: string; reason?: string },
): Promise<Uint8Array> {
  const { resize, quality, megabytes, field, reason = 'invalid' } = how;
  if (bytes.byteLength > megabytes * 1024 * 1024) {
    throw platformErrors.tooLarge({ megabytes }, { [field]: 'file_too_large' });
  }
  try {
    // loaded with the first picture: it takes 20 MB
    const { default: sharp } = await import('sharp');
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw new Error(`not a photograph: ${format}`);
    return await picture.rotate().resize(resize).webp({ quality }).toBuffer();
  } catch {
    throw platformErrors.notAcceptableFile({}, { [field]: reason });
  }
}

/** So large that it prints sharp at 20 mm, and no larger: it goes into every paper. */
const LOGO = { width: 320, height: 320, fit: 'inside', withoutEnlargement: true } as const;

/**
 * A logo anew, as an SVG that holds it: what is see-through stays so. Throws as {@link remakePicture}.
 */
export async function remakeLogo(bytes: Uint8Array, megabytes: number, field: string): Promise<string> {
  if (bytes.byteLength > megabytes * 1024 * 1024) {
    throw platformErrors.tooLarge({ megabytes }, { [field]: 'file_too_large' });
  }
  try {
    const { default: sharp } = await import('sharp');
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw new Error(`not a picture: ${format}`);
    const { data, info } = await picture
      .rotate()
      .resize(LOGO)
      .png({ palette: true })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const href = `data:image/png;base64,${data.toString('base64')}`;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
      `<image width="${width}" height="${height}" href="${href}"/></svg>`
    );
  } catch {
    throw platformErrors.notAcceptableFile({}, { [field]: 'invalid' });
  }
}
