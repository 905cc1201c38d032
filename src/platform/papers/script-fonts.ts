import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

/** Letters that the fonts inside the compiler do not have, with the files (regular, bold) that have them. Those without weigh 8 MB each. */
const SCRIPTS: readonly { found: RegExp; files: readonly string[] }[] = [
  {
    found: /\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u,
    files: ['@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf', '@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf'],
  },
  {
    found: /\p{Script=Javanese}/u,
    files: ['400', '700'].map(
      (weight) => `@fontsource/noto-sans-javanese/files/noto-sans-javanese-javanese-${weight}-normal.woff`,
    ),
  },
];

/** Every file of a font that may be asked for, below node_modules. */
export const FONT_FILES: readonly string[] = SCRIPTS.flatMap((script) => script.files);

/** The fonts that a text needs beside those of the compiler: only where it has such letters, for they are large. @param root of the project */
export async function fontsFor(text: string, root: string): Promise<Buffer[]> {
  const files = SCRIPTS.filter(({ found }) => found.test(text)).flatMap((script) => script.files);
  return Promise.all(files.map(async (file) => plainFont(await readFile(join(root, 'node_modules', file)))));
}

const HEAD = 12;
const ENTRY = 16;
const WOFF_HEAD = 44;
const WOFF_ENTRY = 20;

/** A WOFF file (version 1.0, W3C 2012) as the font inside it; any other stays as it is. */
export function plainFont(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOFF') return file;
  const count = file.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, nth) => {
    const at = WOFF_HEAD + nth * WOFF_ENTRY;
    const [offset, packed, length] = [file.readUInt32BE(at + 4), file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)];
    const raw = file.subarray(offset, offset + packed);
    return {
      tag: file.subarray(at, at + 4),
      sum: file.readUInt32BE(at + 16),
      body: packed < length ? inflateSync(raw) : raw,
    };
  });
  const head = Buffer.alloc(HEAD + count * ENTRY);
  const power = Math.floor(Math.log2(count));
  head.writeUInt32BE(file.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(2 ** power * ENTRY, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(count * ENTRY - 2 ** power * ENTRY, 10);
  const parts = [head];
  let offset = head.length;
  for (const [nth, { tag, sum, body }] of tables.entries()) {
    const at = HEAD + nth * ENTRY;
    tag.copy(head, at);
    head.writeUInt32BE(sum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(body.length, at + 12);
    const padded = Buffer.alloc(Math.ceil(body.length / 4) * 4);
    body.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}
