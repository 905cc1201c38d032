import { expect, test } from 'vitest';
import { MOST_OUTWARD, outwardOf } from '../reading/leads.ts';

test('what leads to the web is looked at once, wherever it stands and however it is written', () => {
  const span = (href: string) => ({ kind: 'text' as const, spans: [{ text: 'sini', href }] });
  expect(
    outwardOf([
      span('https://perpusnas.go.id/#atas'),
      span('HTTPS://perpusnas.go.id'),
      span('/halaman/tentang'),
      span('mailto:a@example.org'),
      span('tel:+62342801234'),
      { kind: 'button', label: 'Buka', href: 'http://example.org/a?b=1' },
      { kind: 'list', ordered: false, items: [[{ text: 'satu', href: 'https://example.org/satu' }]] },
    ]),
  ).toEqual(['https://perpusnas.go.id/', 'http://example.org/a?b=1', 'https://example.org/satu']);
  const many = Array.from({ length: 250 }, (_, nth) => span(`https://example.org/${nth}`));
  expect(outwardOf(many)).toHaveLength(MOST_OUTWARD);
});
