import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { pack } from 'tar-stream';

/** Files of SLiMS by where they lie. */
export type Images = Readonly<Record<string, Uint8Array>>;

/** A picture of one colour, by which it is known again. */
export const picture = async (background: string, size = { width: 60, height: 80 }): Promise<Buffer> =>
  sharp({ create: { ...size, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** The colour of a picture, as `#rrggbb` with the last figures left out: JPEG and WebP are not exact. */
export async function colourOf(bytes: Uint8Array): Promise<string> {
  const { data } = await sharp(bytes).resize(1, 1).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data].map((value) => Math.round(value / 51).toString()).join('');
}

export function layFolder(root: string, images: Images): string {
  for (const [path, bytes] of Object.entries(images)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

/** As `zip -r` makes it. */
export const zipOf = (images: Images): Buffer => Buffer.from(zipSync({ ...images }));

/** As `tar -cz` makes it. @param links from where to where */
export async function tarOf(images: Images, links: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const tar = pack();
  for (const [name, linkname] of Object.entries(links)) tar.entry({ name, type: 'symlink', linkname });
  for (const [name, bytes] of Object.entries(images)) tar.entry({ name }, Buffer.from(bytes));
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) if (piece instanceof Uint8Array) pieces.push(Buffer.from(piece));
  return gzipSync(Buffer.concat(pieces));
}
