import { expect, test } from 'vitest';
import { isbnsInFile } from './isbn-file.server.ts';

const ISBNS = '9789790620049\n9786020000015';

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(ISBNS)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${ISBNS}`)],
  ['UTF-16 as Windows saves it', Buffer.from(`\ufeff${ISBNS}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\ufeff${ISBNS}`, 'utf16le').swap16()],
])('%s is read as it was written', async (_how, bytes) => {
  expect(await isbnsInFile(new Blob([new Uint8Array(bytes)]))).toBe(ISBNS);
});
