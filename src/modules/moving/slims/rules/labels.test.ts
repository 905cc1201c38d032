import { expect, test } from 'vitest';
import { readLabels } from './labels.ts';
import { webAddress } from './web-address.ts';

test('labels are read by their quotes, with their links', () => {
  const two =
    'a:2:{i:0;a:2:{i:0;s:14:"label-favorite";i:1;s:23:"https://contoh.id/kafé";}i:1;a:2:{i:0;s:9:"label-new";i:1;N;}}';
  const labels = [
    { name: 'label-favorite', link: 'https://contoh.id/kafé' },
    { name: 'label-new', link: null },
  ];
  expect(readLabels(two)).toEqual({ labels, isOdd: false });
  // counted in letters, before the character set was changed
  expect(readLabels(two.replace('s:23:', 's:22:'))).toEqual({ labels, isOdd: false });
});

test.each([null, '', 'N;', 'a:0:{}'])('%s is none', (written) => {
  expect(readLabels(written)).toEqual({ labels: [], isOdd: false });
});

test.each([
  'a:1:{i:0;a:2:{i:0;s:99:"label-new";i:1;N;}}',
  'a:1:{i:0;a:2:{i:0;s:9:"label-ne',
  'O:8:"stdClass":1:{s:1:"a";R:1;}',
  'label-new',
  'x'.repeat(200_000),
])('what is not as PHP writes it is left, and said', (written) => {
  expect(readLabels(written)).toEqual({ labels: [], isOdd: true });
});

test('a label keeps its name where its link may not come', () => {
  const script = 'a:1:{i:0;a:2:{i:0;s:9:"label-new";i:1;s:19:"javascript:alert(1)";}}';
  expect(readLabels(script)).toEqual({ labels: [{ name: 'label-new', link: null }], isOdd: true });
});

test.each([
  ['https://contoh.id/buku.pdf', true],
  ['HTTP://contoh.id', true],
  [' https://contoh.id ', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['file:///etc/passwd', false],
  ['https://contoh.id/\u0000', false],
  ['https://contoh.id/ spasi', false],
  ['https://\u200bcontoh.id', false],
  [`https://contoh.id/${'x'.repeat(200_000)}`, false],
  ['https://', false],
  ['', false],
  [null, false],
])('%s', (written, isOne) => {
  expect(webAddress(written) !== null).toBe(isOne);
});
