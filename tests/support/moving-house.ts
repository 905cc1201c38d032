import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { saveMemberBatch } from '#modules/people/members';
import { useTestDb } from './test-db.ts';
import { insertCarried } from '../../src/modules/moving/engine/data/carried.queries.ts';
import { memberKey } from '#shared/moving/member-key';
import { MEMBERS } from '../../src/modules/moving/slims/tests/loan-dump.ts';
import { runMigration, type Moved } from '../../src/modules/moving/slims/tests/run-migration.ts';

/** A library whose members have come from SLiMS already, and what is asked of it. */
export function useMovingHouse() {
  const t = useTestDb();
  const folder = mkdtempSync(join(tmpdir(), 'lumbung-slims-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** @returns id of the library */
  async function settleIn(): Promise<number> {
    const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 }));
    const library = await createLibrary(t.ctx(), {
      ...{ code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat', openingHours: hours },
    });
    const rows = MEMBERS.map((number) => ({
      ...{ number, fullName: `Pembaca ${number}`, category: 'umum', homeLibraryId: library.id },
      ...{ birthDate: '1990-05-06', email: `${number.toLowerCase()}@contoh.id` },
    }));
    await t.db.transaction().execute(async (trx) => {
      await saveMemberBatch(trx, t.ctx(), rows);
      const source = String(library.id);
      const members = await trx.selectFrom('member').select(['id', 'number']).execute();
      const carried = members.map(({ id, number }) => ({ slimsId: memberKey(source, number), becameId: id }));
      await insertCarried(trx, { source, runId: null }, 'member', carried);
    });
    return library.id;
  }

  /** @param stop ends the run when so many rows of a table are through */
  const move = async (
    dump: string,
    input: { dryRun?: boolean; library?: string; files?: string } = {},
    stop?: readonly [string, number],
  ): Promise<Moved> =>
    runMigration(
      t,
      { path: join(folder, 'dump.sql'), content: dump },
      input,
      stop && { table: stop[0], after: stop[1] },
    );
  return { t, settleIn, move };
}
