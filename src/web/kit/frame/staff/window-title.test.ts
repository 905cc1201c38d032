import { expect, test } from 'vitest';
import { shortLibrary, titledAt, titleInHtml } from './window-title.ts';

test('the window is called as its page, with the library at the end, once', () => {
  expect(titledAt('Pesanan · Lumbung', 'Kota')).toBe('Pesanan · Lumbung · Kota');
  expect(titledAt('Pesanan · Lumbung · Kota', 'Kota')).toBe('Pesanan · Lumbung · Kota');
  expect(['Perpustakaan Kota', 'Perpustakaan', 'Pojok Baca'].map(shortLibrary)).toEqual([
    'Kota',
    'Perpustakaan',
    'Pojok Baca',
  ]);
});

test('in a page that is sent only its own title is changed, and no name can leave it', () => {
  const html = '<head><title>Kas · Lumbung</title></head><svg><title>pinjam</title></svg>';
  expect(titleInHtml(html, 'Kota')).toBe(html.replace('Lumbung<', 'Lumbung · Kota<'));
  expect(titleInHtml(html, 'A & B</title><script>')).toContain(
    '<title>Kas · Lumbung · A &amp; B&lt;/title&gt;&lt;script&gt;</title>',
  );
  expect(titleInHtml(html, "$& $1 $'")).toContain("<title>Kas · Lumbung · $&amp; $1 $'</title>");
  expect(titleInHtml('<body></body>', 'Kota')).toBe('<body></body>');
});
