import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { idleJobs } from '../../../../../../tests/support/bare-services.ts';
import { inlisliteDump } from '../../../../../../tests/support/inlislite-dump.ts';
import { TEST_NOW } from '../../../../../../tests/support/test-db.ts';
import { startTrial } from '../../start-run.ts';
import { useRunsHouse } from '../../tests/runs-house.ts';
import { startUndo } from '../start-undo.ts';
import { everyRow, wholeDump } from '../../../../../../tests/support/whole-move.ts';

/** The same for INLISLite, with everything that its made dumps hold; a SLiMS beside it is another. */
const { t, services, confirm, workOff, moveIn } = useRunsHouse();
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
