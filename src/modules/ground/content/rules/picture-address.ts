type Format = 'avif' | 'webp' | 'jpeg';
const TYPES: Record<Format, string> = { avif: 'image/avif', webp: 'image/webp', jpeg: 'image/jpeg' };

/** The address of a file of a picture: it never changes what it shows. @param key `gambar/<two letters>/<uuid>` */
export const pictureAddress = (key: string, format: Format): string =>
  `/gambar/${key.slice(key.lastIndexOf('/') + 1)}.${format}`;

/** The key in the storage and the media type of such an address' last part; null: it is none. */
export function pictureFileOf(name: string): { key: string; mediaType: string } | null {
  const [, id, format] = /^([0-9a-f]{8}-[0-9a-f-]{27})\.(avif|webp|jpeg)$/.exec(name) ?? [];
  const mediaType = format === 'avif' || format === 'webp' || format === 'jpeg' ? TYPES[format] : null;
  return id === undefined || mediaType === null ? null : { key: `gambar/${id.slice(0, 2)}/${id}`, mediaType };
}
