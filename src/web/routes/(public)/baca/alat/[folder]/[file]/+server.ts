import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const folders = new Set(['cmaps', 'standard_fonts', 'wasm', 'iccs']);
const TYPES: Record<string, string> = {
  wasm: 'application/wasm',
  js: 'text/javascript',
  ttf: 'font/ttf',
  pfb: 'application/octet-stream',
  bcmap: 'application/octet-stream',
  icc: 'application/vnd.iccprofile',
};
const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** What the reader of PDFs needs for some files: fonts that are not in them, character maps, decoders of pictures. */
export const GET: RequestHandler = async ({ params: { folder, file } }) => {
  const type = TYPES[/^[\w.-]+\.(\w+)$/.exec(file)?.[1] ?? ''];
  if (!folders.has(folder) || type === undefined || file.includes('..')) throw platformErrors.notFound();
  const path = join(root, folder, file);
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) throw platformErrors.notFound();
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
    headers: { 'content-type': type, 'content-length': String(size), 'cache-control': 'public, max-age=604800' },
  });
};
