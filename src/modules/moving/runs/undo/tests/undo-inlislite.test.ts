import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { idleJobs } from '../../../../../../tests/support/bare-services.ts';
import { bit, catalog, inlisliteDump, member } from '../../../../../../tests/support/inlislite-dump.ts';
import { layFolder, picture } from '../../../../../../tests/support/slims-images.ts';
import { TEST_NOW } from '../../../../../../tests/support/test-db.ts';
import { startTrial } from '../../start-run.ts';
import { useRunsHouse } from '../../tests/runs-house.ts';
import { startUndo } from '../start-undo.ts';
import { everyRow, wholeDump } from '../../../../../../tests/support/whole-move.ts';

/** The same for INLISLite, with everything that its made dumps hold; a SLiMS beside it is another. */
const { t, services, folder, lay, confirm, workOff, moveIn } = useRunsHouse();
beforeAll(async () => {
  t.clock.set(TEST_NOW);
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});

async function moveInAs(content: string) {
  const { key, sizeBytes } = await t.storage.put('slims', Buffer.from(content));
  const dump = { name: 'cadangan.sql', key, bytes: sizeBytes };
  const trial = await startTrial(t.ctx(), services.config, { system: 'inlislite', fines: 'open' }, dump, idleJobs);
  await workOff(trial);
  return workOff(await confirm(trial));
}
async function undo(runId: number) {
  const tried = await workOff(await startUndo(t.ctx(), runId, idleJobs));
  expect([tried.error, tried.canGoOn]).toEqual([null, true]);
  return workOff(await confirm(tried.id));
}

test('moved in and taken back, every table is as it was, with what came from a SLiMS of the same library', async () => {
  const first = await everyRow(t.db);
  const slims = await moveIn(wholeDump());
  const before = await everyRow(t.db, ['loan_count']);
  const moved = await moveInAs([...inlisliteDump({ style: 'inlislite' })].join(''));
  expect([moved.state, moved.addsUp]).toEqual(['done', true]);
  const after = await everyRow(t.db);
  const grown = Object.keys(after).filter((name) => (after[name]?.length ?? 0) > (before[name]?.length ?? 0));
  expect(grown).toEqual(
    expect.arrayContaining([
      'bib',
      'charge_line',
      'hold',
      'item',
      'loan',
      'loan_renewal',
      'member',
      'member_block',
      'member_identity',
      'visit',
    ]),
  );
  expect((await undo(moved.id)).state).toBe('done');
  const now = await everyRow(t.db, ['loan_count']);
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)]))
    expect([name, now[name]]).toEqual([name, before[name]]);
  expect((await undo(slims.id)).state).toBe('done');
  expect(await everyRow(t.db)).toEqual(first);
}, 60_000);

test('covers, photos and digital contents go with what they belong to, and no file is left', async () => {
  const before = await everyRow(t.db);
  const red = await picture('#ff0000');
  layFolder(join(folder, 'uploaded_files'), {
    'sampul_koleksi/original/Monograf/1.jpg': red,
    'foto_anggota/1.jpg': red,
    'dokumen_isi/Monograf/Panduan.pdf': Buffer.from('%PDF-1.4\n%%EOF\n'),
  });
  const changed = {
    ...{ collections: [], collectionloans: [], collectionloanitems: [], collectionloanextends: [], pelanggaran: [] },
    ...{ memberguesses: [], groupguesses: [], membersonline: [], users: [], holidays: [] },
    catalogs: [catalog(1, 'Judul bergambar', { CoverURL: '1.jpg' })],
    members: [member(1, 'AG-0001', 'Uji Satu', { PhotoUrl: '1.jpg' })],
    catalogfiles: [{ ID: 1, Catalog_id: 1, FileURL: 'Panduan.pdf', IsPublish: bit(true) }],
  };
  lay('inlislite.sql', [...inlisliteDump({ titles: 1, dirty: [], changed })].join(''));
  const asked = { system: 'inlislite', dump: 'inlislite.sql', files: 'uploaded_files' } as const;
  const trial = await startTrial(t.ctx(), services.config, asked, null, idleJobs);
  await workOff(trial);
  const moved = await workOff(await confirm(trial));
  expect(moved).toMatchObject({ state: 'done', addsUp: true });
  const { rows } = await sql<{ key: string }>`select key from (
    select cover_key as key from bib union all select cover_large_key from bib union all select photo_key from member
    union all select file_key from attachment) named where key is not null`.execute(t.db);
  expect(rows).toHaveLength(4);
  expect(rows.every(({ key }) => existsSync(t.storage.path(key)))).toBe(true);
  expect(await undo(moved.id)).toMatchObject({ state: 'done' });
  expect(await everyRow(t.db)).toEqual(before);
  expect(rows.filter(({ key }) => existsSync(t.storage.path(key)))).toEqual([]);
});
