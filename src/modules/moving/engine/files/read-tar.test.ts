import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { BrokenArchive } from './found-file.ts';
import { filesOfTar } from './read-tar.ts';

/** Bytes in pieces of an odd length, as a disk or a packer gives them. */
async function* inPieces(bytes: Uint8Array, length = 333): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}
async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text);
  tar.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of tar) if (piece instanceof Uint8Array) pieces.push(piece);
  return Buffer.concat(pieces);
}
async function read(
  bytes: Uint8Array,
  wanted: (path: string) => boolean = () => true,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { path, bytes: content } of filesOfTar(inPieces(bytes))) {
    found[path] = '';
    if (!wanted(path)) continue;
    for await (const piece of content()) found[path] += Buffer.from(piece).toString();
  }
  return found;
}
/** A header by hand: what it is, and how large it claims to be. */
function header(kind: string, size: string): Buffer {
  const block = Buffer.alloc(512);
  block.write('nama', 0);
  block.write(size, 124, 'latin1');
  block.write(kind, 156);
  block.write('ustar\0', 257);
  return block;
}

describe('a tar archive', () => {
  const files = {
    'images/docs/a.jpg': 'satu',
    [`images/docs/${'panjang'.repeat(30)}.jpg`]: 'dua'.repeat(700),
    'images/docs/sampul–é.jpg': '',
    'images/docs/z.jpg': 'akhir',
  };
  test('gives back what was laid into it: long names, other letters, nothing, and the file behind', async () => {
    expect(await read(await tarOf(files))).toEqual(files);
  });

  test('is gone past where nobody wants a file', async () => {
    const found = await read(await tarOf(files), (path) => path.endsWith('z.jpg'));
    expect(Object.values(found)).toEqual(['', '', '', 'akhir']);
  });

  test('cut off anywhere it is never taken for a whole one', async () => {
    const whole = await tarOf(files);
    const end = whole.length - 1024;
    for (let at = 0; at <= end; at += 97) await expect(read(whole.subarray(0, at))).rejects.toThrow(BrokenArchive);
  });

  test.for([
    ['a name without end', header('x', '77777777777')],
    ['a long name without end', header('L', '77777777777')],
    ['a size beyond all numbers', header('0', '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff')],
    ['something else', Buffer.alloc(2048, 'x')],
  ] as const)('%s is refused and not waited for', async ([, bytes]) => {
    await expect(read(Buffer.concat([bytes, Buffer.alloc(4096, 'x')]))).rejects.toThrow(BrokenArchive);
  });
});
