import type { PictureFormat } from './picture-formats.ts';

const TYPES: Record<PictureFormat, string> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpeg: 'image/jpeg',
  svg: 'image/svg+xml',
};
const isFormat = (format: string | undefined): format is PictureFormat => format !== undefined && format in TYPES;

/** The address of a file of a picture: it never changes what it shows. @param key `gambar/<two letters>/<uuid>` */
export const pictureAddress = (key: string, format: PictureFormat): string =>
  `/gambar/${key.slice(key.lastIndexOf('/') + 1)}.${format}`;

/** The key in the storage and the media type of such an address' last part; null: it is none. */
export function pictureFileOf(name: string): { key: string; mediaType: string } | null {
  const [, id, format] = /^([0-9a-f]{8}-[0-9a-f-]{27})\.(avif|webp|jpeg|svg)$/.exec(name) ?? [];
  return id === undefined || !isFormat(format)
    ? null
    : { key: `gambar/${id.slice(0, 2)}/${id}`, mediaType: TYPES[format] };
}
