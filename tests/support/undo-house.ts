import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { createLibrary } from '#modules/ground/libraries';
import { makeMember } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { idleJobs } from './bare-services.ts';
import { TEST_NOW } from './test-db.ts';
import type { SlimsRunView } from '../../src/modules/moving/runs/client.ts';
import { startTrial } from '../../src/modules/moving/runs/start-run.ts';
import { useRunsHouse } from '../../src/modules/moving/runs/tests/runs-house.ts';
import { listSaid } from '../../src/modules/moving/runs/view-runs.ts';
import { startUndo } from '../../src/modules/moving/runs/undo/start-undo.ts';
import { layImages, wholeDump } from './whole-move.ts';

/** A library with a member and a copy of its own, and a SLiMS beside it that comes and is taken back. */
export function useUndoHouse() {
  const house = useRunsHouse();
  const { t, services, folder, lay, confirm, workOff } = house;
  const here = { libraryId: 0, bibId: 0, itemId: 0, barcode: '' };
  beforeAll(async () => {
    t.clock.set(TEST_NOW);
    const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 }));
    const library = await createLibrary(t.ctx(), {
      ...{ code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat', openingHours: hours },
    });
    await makeMember(t.ctx(), { number: 'A-0001', fullName: 'Anggota Lama', homeLibrary: 'KOTA' });
    const bibId = await makeBib(t.ctx(), { title: 'Buku yang sudah ada' });
    const { id, barcode } = await makeItem(t.ctx(), { bibId, libraryId: library.id });
    Object.assign(here, { libraryId: library.id, bibId, itemId: id, barcode });
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    await layImages(join(folder, 'gambar'));
  });

  /** Tries a dump with its pictures, then moves it in. */
  async function moveWhole(content = wholeDump()): Promise<SlimsRunView> {
    lay('slims.sql', content);
    const trial = await startTrial(t.ctx(), services.config, { dump: 'slims.sql', files: 'gambar' }, null, idleJobs);
    expect((await workOff(trial)).error).toBeNull();
    return workOff(await confirm(trial));
  }
  const askUndo = async (runId: number, ctx: Ctx = t.ctx()): Promise<number> => startUndo(ctx, runId, idleJobs);
  /** Looks what would be taken back. */
  const tryUndo = async (runId: number): Promise<SlimsRunView> => workOff(await askUndo(runId));
  async function undo(runId: number): Promise<SlimsRunView> {
    const tried = await tryUndo(runId);
    return tried.error === null ? workOff(await confirm(tried.id)) : tried;
  }
  /** What stands in the way, as the report of a run says it. */
  async function inTheWay(id: number): Promise<string[]> {
    const lines = await listSaid(t.ctx(), id, { about: 'all', afterId: 0, limit: 1000 });
    return lines.map(({ table, key, code, params }) =>
      [table, key, code, ...(params?.by ? [params.by] : [])].join(' '),
    );
  }
  const desk = (): Ctx => ({ ...t.ctx(), libraryId: here.libraryId });
  return { ...house, here, desk, moveWhole, askUndo, tryUndo, undo, inTheWay };
}
