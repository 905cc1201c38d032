import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderSvg } from '#platform/papers/pdf';
import { textWidth } from '../rules/letter-widths.ts';

const config = { root: join(import.meta.dirname, '../../../../..') };
const measured = async (lines: { text: string; bold: boolean; width: number }[]): Promise<string> =>
  renderSvg(config, 'modules/city/posters/tests/measure.typ', { lines }, 'id');

const TEXTS = [
  'Kancil dari Kali Lekso',
  'Menulis kisah keluarga: dari album foto dan cerita nenek',
  'Rabu, 25 November 2026, 15.30–17.00 WIB',
  'Lokakarya · dewasa · Rp25.000',
  '“Laskar Pelangi” & kawan-kawan (jilid 2)',
  'perpustakaan.blitarkota.go.id/q/k7m2px',
  'AVATAR WAYANG TAMAN YTV',
  'Café Désirée, Ñandú, Ötzi',
  'abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '0123456789 !"#$%&()*+,-./:;<=>?@[]^_{|}~',
];

test('letters are as wide as the typesetter sets them, regular and bold', async () => {
  const lines = TEXTS.flatMap((text) =>
    [false, true].map((bold) => ({ text, bold, width: textWidth(text, 100, bold) })),
  );
  await expect(measured(lines)).resolves.toContain('<svg');
});

test('a width that is wrong is found', async () => {
  const width = textWidth('Kancil', 100, true);
  await expect(measured([{ text: 'Kancil', bold: true, width: width * 0.97 }])).rejects.toThrow('is wider');
  await expect(measured([{ text: 'Kancil', bold: true, width: width * 1.2 }])).rejects.toThrow('is narrower');
});
