import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openWritingFile } from '#modules/ground/content';
import { viewPage } from '#modules/city/site';
import { loadSitePapers } from '../../db/demo/load-site.ts';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb();

test('the sample city has a page with a formula and a sheet to take along, in both languages', async () => {
  await loadSitePapers({ db: t.db, clock: t.clock, storage: t.storage });
  for (const [locale, label] of [
    ['id', 'Lembar hitung nilai kepuasan'],
    ['en', 'Work sheet of the satisfaction score'],
  ] as const) {
    const ctx = { ...t.ctx({ kind: 'anonymous' }), locale };
    const found = await viewPage(ctx, { kind: 'page', slug: 'cara-kami-menghitung-nilai-kepuasan' });
    if (!('page' in found)) throw new Error('it did not move');
    const { blocks, files, untranslated } = found.page;
    expect(blocks.map(({ block }) => block.kind)).toEqual(['text', 'formula', 'text', 'text', 'file']);
    expect(blocks.at(-1)?.block).toMatchObject({ label });
    expect(untranslated).toBe(0);
    const href = [...files.values()][0]?.href ?? '';
    const { stream, fileName } = await openWritingFile(ctx, t.storage, { name: href.slice(8), range: null });
    expect(fileName).toBe('Lembar hitung nilai kepuasan.pdf');
    expect(stream && (await buffer(stream)).subarray(0, 5).toString()).toBe('%PDF-');
  }
});
