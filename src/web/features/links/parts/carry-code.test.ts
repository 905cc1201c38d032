import { expect, test } from 'vitest';
import { withCode } from './carry-code.server.ts';

test('the code goes along to the page of a programme, and nowhere else', () => {
  expect(withCode('/kegiatan/bedah-buku', 'abc234')).toBe('/kegiatan/bedah-buku?dari=abc234');
  expect(withCode('/kegiatan/bedah-buku#daftar', 'abc234')).toBe('/kegiatan/bedah-buku?dari=abc234#daftar');
  expect(withCode('/kegiatan/bedah-buku?a=1', 'abc234')).toBe('/kegiatan/bedah-buku?a=1&dari=abc234');
  for (const elsewhere of [
    '/kegiatan',
    '/kegiatan/bedah-buku/kalender.ics',
    '/katalog/7',
    'https://example.org/kegiatan/bedah-buku',
  ]) {
    expect(withCode(elsewhere, 'abc234')).toBe(elsewhere);
  }
  expect(withCode('/kegiatan/bedah-buku', null)).toBe('/kegiatan/bedah-buku');
});
