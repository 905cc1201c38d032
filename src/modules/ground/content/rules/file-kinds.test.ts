import { expect, test } from 'vitest';
import { captionsAddress, fileAddress, fileKeyOf, fileTypeOf, safeFileName } from './file-kinds.ts';

const KEY = 'berkas/0a/0a1b2c3d-0000-4000-8000-000000000000';

test('a file has one address, which leads back to it', () => {
  expect(fileAddress(KEY, 'application/pdf')).toBe('/berkas/0a1b2c3d-0000-4000-8000-000000000000.pdf');
  expect(fileKeyOf('0a1b2c3d-0000-4000-8000-000000000000.pdf')).toEqual({ key: KEY, isCaptions: false });
  expect(captionsAddress(KEY)).toMatch(/\.vtt$/);
  expect(fileKeyOf('0a1b2c3d-0000-4000-8000-000000000000.vtt')).toEqual({ key: KEY, isCaptions: true });
  for (const name of [
    '',
    '..',
    '../../etc/passwd',
    `${KEY}.pdf`,
    '0a1b2c3d-0000-4000-8000-000000000000',
    '0a1b2c3d-0000-4000-8000-000000000000.pdf\0',
  ])
    expect(fileKeyOf(name)).toBeNull();
});

test('kinds are known by their bytes, under each of their names; others are none', () => {
  expect(fileTypeOf('audio/x-m4a')).toMatchObject({ kind: 'audio', mediaType: 'audio/mp4' });
  expect(fileTypeOf('audio/ogg; codecs=opus')).toMatchObject({ kind: 'audio', extension: 'ogg' });
  for (const said of ['text/html', 'image/svg+xml', 'application/zip', 'application/x-msdownload', 'video/quicktime'])
    expect(fileTypeOf(said)).toBeNull();
});

test('the name under which a file is saved is safe, whatever its sender called it', () => {
  for (const [name, safe] of [
    ['Formulir anggota.PDF', 'Formulir anggota.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\dewi\\surat.docx', 'surat.pdf'],
    ['laporan\0.html', 'laporan.pdf'],
    ['gaji\u202efdp.exe', 'gajifdp.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['...', 'berkas.pdf'],
    ['', 'berkas.pdf'],
    ['"; filename="x.exe', '; filename=x.pdf'],
    ['laporan 12.2026', 'laporan 12.pdf'],
  ] as const)
    expect([name, safeFileName(name, 'pdf')]).toEqual([name, safe]);
  expect(safeFileName(`${'é'.repeat(500)}.pdf`, 'pdf')).toBe(`${'é'.repeat(80)}.pdf`);
});
