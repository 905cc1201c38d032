import { expect, test } from 'vitest';
import { softHyphens, syllables } from './syllables.ts';

test.each([
  ['Karangtengah', 'Ka-rang-te-ngah'],
  ['Perpustakaan', 'Per-pus-ta-ka-an'],
  ['Kepanjenkidul', 'Ke-pan-jen-ki-dul'],
  ['Sananwetan', 'Sa-nan-we-tan'],
  ['Tanjungsari', 'Tan-jung-sa-ri'],
  ['Bendogerit', 'Ben-do-ge-rit'],
  ['Kepanjenlor', 'Ke-pan-jen-lor'],
  ['Masyarakat', 'Ma-sya-ra-kat'],
  ['Instrumen', 'Ins-tru-men'],
  ['Pemerintah', 'Pe-me-rin-tah'],
  ['Penghubung', 'Peng-hu-bung'],
  // nothing shorter than two letters stands alone
  ['Universitas', 'Uni-ver-si-tas'],
])('%s may be broken as it is spoken', (word, spoken) => {
  expect(syllables(word).join('-')).toBe(spoken);
  expect(syllables(word).join('')).toBe(word);
});

test('short words, numbers and other scripts stay whole', () => {
  for (const word of ['Gedog', 'Turi', 'SDN1234567', '図書館図書館図書館', '']) expect(syllables(word)).toEqual([word]);
  expect(softHyphens('Gang Melati 2')).toBe('Gang Melati 2');
  expect(softHyphens('Perpustakaan Kota')).toBe('Per\u00adpus\u00adta\u00adka\u00adan Kota');
});
