import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { createBib } from '#modules/collection/catalog';
import { bookRecord, makeItem } from '#modules/collection/catalog/testing';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { batchPdf, foreseeBatch, getBatch, getLayout, makeBatch, saveLayout } from '../index.ts';
import type { PrintKind } from '../client.ts';

const t = useTestDb();
const services = {
  config: { root: join(import.meta.dirname, '../../../../..') },
  storage: t.storage,
  origin: 'https://perpustakaan.blitarkota.go.id',
};
let kota = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar')).id;
  for (let n = 1; n <= 30; n++) {
    await makeCopy(t.ctx(), { title: `Judul ${n}`, barcode: `B-${n}`, libraryId: kota });
  }
  // a title with subjects and a second author has more than one card in a catalogue
  const marc = bookRecord({ title: 'Babad Blitar', author: 'Sutini', ddc: '959.8' });
  const added = ['Blitar -- Sejarah', 'Jawa Timur', 'Babad'].map((value) => ({
    tag: '650',
    ind1: ' ',
    ind2: '4',
    subfields: [{ code: 'a', value }],
  }));
  const { bib } = await createBib(t.ctx(), { marc: { ...marc, fields: [...marc.fields, ...added] } });
  await makeItem(t.ctx(), { bibId: bib.id, libraryId: kota, barcodes: ['K-1'] });
  for (let n = 1; n <= 11; n++) {
    await makeMember(t.ctx(), { fullName: `Anggota ${n}`, number: `A${n}`, homeLibrary: 'KOTA' });
  }
});

const copies = (count: number): string[] => Array.from({ length: count }, (_, n) => `B-${n + 1}`);
const members = Array.from({ length: 11 }, (_, n) => `A${n + 1}`);
const CASES: [kind: PrintKind, codes: string[], startAt: number][] = [
  ['item', copies(24), 1],
  ['item', copies(24), 2],
  ['item', copies(30), 20],
  ['card', ['K-1'], 1],
  ['member', members, 1],
];

test.each(CASES)('%s: what is said before is what comes out of the printer', async (kind, codes, startAt) => {
  if (kind === 'card') {
    const layout = await getLayout(t.ctx(), kota, 'card');
    await saveLayout(t.ctx(), kota, 'card', { ...layout, lines: [...new Set([...layout.lines, 'added'])] });
  }
  if (kind === 'member') {
    const layout = await getLayout(t.ctx(), kota, 'member');
    await saveLayout(t.ctx(), kota, 'member', { ...layout, lines: [...new Set([...layout.lines, 'back'])] });
  }
  const id = await makeBatch(t.ctx(), kota, { kind, codes, startAt });
  const said = await foreseeBatch(t.ctx(), await getBatch(t.ctx(), id));
  const { body } = await batchPdf(t.ctx(), services, id);
  expect(said.pages).toBe((await pageTexts(body)).length);
  if (kind === 'card') expect(said.labels).toBeGreaterThan(1);
  if (kind === 'member') expect(said.pages).toBe(said.sheets * 2);
});
