import { expect, test } from 'vitest';
import { BESIDE_PAGES, broughtPdf, bytesOfPdf } from '../../../tests/support/brought-pdf.ts';
import { pageTexts } from '../../../tests/support/pdf-texts.ts';
import { AppError } from '../errors.ts';
import { redrawPdf } from './redraw-pdf.ts';

const how = {
  field: 'files',
  reasons: { unreadable: 'tak_terbaca', marks: 'ada_coretan', too_long: 'terlalu_panjang' },
} as const;
const refusal = async (bytes: Uint8Array): Promise<unknown> =>
  redrawPdf(bytes, how).catch((error: unknown) => (error instanceof AppError ? error.fields : error));

test('the pages stay as they look, with their words; who made them, where, what was attached and what would run goes', async () => {
  const brought = await broughtPdf('Lampu jalan mati');
  const before = bytesOfPdf(brought);
  for (const word of BESIDE_PAGES) expect(before).toContain(word);
  const redrawn = await redrawPdf(brought, how);
  expect(await pageTexts(redrawn)).toEqual([expect.stringContaining('Lampu jalan mati')]);
  const after = bytesOfPdf(redrawn);
  for (const word of BESIDE_PAGES) expect(after).not.toContain(word);
  for (const key of ['/Author', '/JavaScript', '/OpenAction', '/EmbeddedFile', '/PieceInfo', '/AA', 'CreationDate'])
    expect(after, key).not.toContain(key);
  // the picture is still drawn
  expect(after).toContain('/Image');
});

test('the same pages give the same bytes: nothing tells when they were brought', async () => {
  const brought = await broughtPdf('Dua kali', { pages: 2 });
  const [first, second] = [await redrawPdf(brought, how), await redrawPdf(brought, how)];
  expect(Buffer.from(first).equals(second)).toBe(true);
  expect(await pageTexts(first)).toHaveLength(2);
});

test.each([
  ['a field that somebody filled in', '/Subtype /Widget /FT /Tx /T (nama) /V (Siti)'],
  ['a text written upon it', '/Subtype /FreeText /Contents (Tolong) /DA (/Helv 12 Tf)'],
  ['a stamp', '/Subtype /Stamp /Name /Approved'],
  ['something that does not say what it is', '/Contents (Apa ini)'],
  ['a note', '/Subtype /Text /Contents (Lihat ini) /T (Pak Hadi)'],
])('what would lose %s is not redrawn', async (_what, mark) => {
  const more = `<< /Type /Annot /Rect [10 10 90 30] ${mark} >>`;
  expect(await refusal(await broughtPdf('Formulir', { more }))).toEqual({ files: 'ada_coretan' });
});

test('a form that nobody filled in is taken', async () => {
  const more = '<< /Type /Annot /Rect [10 10 90 30] /Subtype /Widget /FT /Tx /T (nama) >>';
  expect(await pageTexts(await redrawPdf(await broughtPdf('Kosong', { more }), how))).toHaveLength(1);
});

test('what is locked, broken or no PDF is refused', async () => {
  const whole = await broughtPdf('Utuh');
  const locked =
    '/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <' + 'ab'.repeat(32) + '> /U <' + 'cd'.repeat(32) + '> >>';
  const trailer = `${locked} /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`;
  for (const bytes of [
    await broughtPdf('Terkunci', { trailer }),
    whole.subarray(0, 400),
    new TextEncoder().encode('%PDF-1.7\n%%EOF'),
    new TextEncoder().encode('bukan PDF'),
    new Uint8Array(),
  ])
    expect(await refusal(bytes)).toEqual({ files: 'tak_terbaca' });
});

test('sixty pages are taken, one more is not', async () => {
  expect(await pageTexts(await redrawPdf(await broughtPdf('Buku', { pages: 60 }), how))).toHaveLength(60);
  expect(await refusal(await broughtPdf('Buku', { pages: 61 }))).toEqual({ files: 'terlalu_panjang' });
});
