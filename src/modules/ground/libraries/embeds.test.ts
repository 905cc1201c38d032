import { beforeAll, expect, test } from 'vitest';
import type { EmbedKind } from '#platform/embeds';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { embeds } from './embeds.ts';
import { createLibrary, deactivateLibrary } from './index.ts';

const t = useTestDb();
const kindOf = (kind: string): EmbedKind => {
  const found = embeds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const PLACE = { latitude: -8.09, longitude: 112.16 };
const guest = () => t.ctx({ kind: 'anonymous' });
beforeAll(async () => {
  const library = { type: 'kelurahan' } as const;
  await createLibrary(t.ctx(), { ...library, code: 'TURI', name: 'Kelurahan Turi', address: 'Jalan Turi 4', ...PLACE });
  await createLibrary(t.ctx(), { ...library, code: 'RUMAH', name: 'Tanpa titik', address: 'Jalan Jauh 9' });
  const { id, version } = await createLibrary(t.ctx(), {
    ...library,
    code: 'LAMA',
    name: 'Sudah tutup',
    address: 'Jalan Lama',
    ...PLACE,
  });
  await deactivateLibrary(t.ctx(), id, version);
});

test('all libraries at a glance stand in a writing with how many there are now', async () => {
  expect(await kindOf('map').choices(t.ctx(), 'sekilas semua')).toEqual([
    { ref: 'semua', words: 'Sekilas semua perpustakaan' },
  ]);
  const shown = await kindOf('map').show(guest(), ['semua']);
  expect(shown.get('semua')).toMatchObject({ href: '/perpustakaan#peta', lines: ['2 perpustakaan di kota ini'] });
});

test('where a library is stands by its code; one of which nobody said where, closed for good or unknown is left out', async () => {
  expect((await kindOf('map').choices(t.ctx(), '')).map(({ ref }) => ref)).toEqual(['semua', 'TURI']);
  const shown = await kindOf('map').show(guest(), ['TURI', 'RUMAH', 'LAMA', '\u0000', 'x'.repeat(10_000)]);
  expect([...shown]).toMatchObject([['TURI', { href: '/perpustakaan/turi#letak', lines: ['Jalan Turi 4'] }]]);
});
