import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { createLibrary } from '#modules/ground/libraries';
import { makeMember } from '#modules/lending/circulation/testing';
import { idleJobs } from '../../../../../../tests/support/bare-services.ts';
import { TEST_NOW } from '../../../../../../tests/support/test-db.ts';
import { startTrial } from '../../start-run.ts';
import { useRunsHouse } from '../../tests/runs-house.ts';
import { startUndo } from '../start-undo.ts';
import { everyRow, layImages, wholeDump } from './whole-move.ts';

/** A whole move is taken back: the library is as it was before, and the same dump comes as if for the first time. */
const { t, services, folder, lay, confirm, workOff } = useRunsHouse();

beforeAll(async () => {
  t.clock.set(TEST_NOW);
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 }));
  const library = await createLibrary(t.ctx(), {
    ...{ code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat', openingHours: hours },
  });
  // who and what was here before: a member and a copy that SLiMS knows as well
  await makeMember(t.ctx(), { number: 'A-0001', fullName: 'Anggota Lama', homeLibrary: 'KOTA' });
  const bibId = await makeBib(t.ctx(), { title: 'Buku yang sudah ada' });
  await makeItem(t.ctx(), { bibId, libraryId: library.id });
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  await layImages(join(folder, 'gambar'));
});

async function moveWhole(content = wholeDump()) {
  lay('slims.sql', content);
  const asked = { dump: 'slims.sql', files: 'gambar' };
  const trial = await startTrial(t.ctx(), services.config, asked, null, idleJobs);
  expect((await workOff(trial)).error).toBeNull();
  return workOff(await confirm(trial));
}

const keys = async (): Promise<string[]> => {
  const { rows } = await sql<{ key: string }>`select key from (
    select cover_key as key from bib union all select cover_large_key from bib union all select photo_key from member
    union all select file_key from attachment) named where key is not null`.execute(t.db);
  return rows.map(({ key }) => key);
};

test('moved in, taken back: every table is as it was before, no file is left; moved in again: all comes as at once', async () => {
  const before = await everyRow(t.db);
  const moved = await moveWhole();
  expect([moved.state, moved.addsUp, moved.canUndo, moved.undone]).toEqual(['done', true, true, false]);
  const after = await everyRow(t.db);
  const grown = Object.keys(after).filter((name) => after[name]?.length !== before[name]?.length);
  expect(grown).toEqual(
    expect.arrayContaining([
      ...['account', 'attachment', 'bib', 'charge_allocation', 'charge_line', 'closed_day', 'hold', 'item', 'loan'],
      ...['loan_policy', 'member', 'member_category', 'serial_issue', 'slims_carried', 'stocktake', 'stocktake_item'],
      ...['subscription', 'visit'],
    ]),
  );
  const files = await keys();
  expect(files.length).toBeGreaterThanOrEqual(11);

  const trial = await startUndo(t.ctx(), moved.id, idleJobs);
  const tried = await workOff(trial);
  expect([tried.error, tried.state, tried.canGoOn]).toEqual([null, 'done', true]);
  expect(await everyRow(t.db)).toEqual(after);

  const undone = await workOff(await confirm(trial));
  expect([undone.error, undone.state, undone.undoes]).toEqual([null, 'done', moved.id]);
  const now = await everyRow(t.db);
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)]))
    expect([name, now[name]]).toEqual([name, before[name]]);
  expect(files.filter((key) => existsSync(t.storage.path(key)))).toEqual([]);
});
