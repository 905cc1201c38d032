import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrSvg } from './qr.ts';

/** Which modules the black path covers. */
function modules(svg: string): boolean[][] {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const black = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let at = Number(x); at < Number(x) + Number(width); at += 1) (black[Number(y)] ?? [])[at] = true;
  }
  return black;
}

test('the picture is the code, with four white modules around it', () => {
  const text = 'https://lumbung.example/periksa/8KQ4-2MRT';
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const black = modules(qrSvg(text));
  expect(black).toHaveLength(size + 8);
  expect(black.slice(4, -4).map((row) => row.slice(4, -4))).toEqual(data);
  const margin = black.flatMap((row, y) => row.filter((_on, x) => Math.min(x, y) < 4 || Math.max(x, y) >= size + 4));
  expect(margin.some(Boolean)).toBe(false);
});

test('it has a name for people who do not see it, whatever stands in it; without one it is decoration', () => {
  expect(qrSvg('1', 'Periksa "surat" <ini> & itu')).toContain(
    'aria-label="Periksa &quot;surat&quot; &lt;ini> &amp; itu"',
  );
  expect(qrSvg('1')).toContain('aria-hidden="true"');
});
