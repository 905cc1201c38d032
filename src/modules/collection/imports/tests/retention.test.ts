import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fileStorage } from '#platform/storage';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importRowRetention } from '../retention.ts';

const t = useTestDb();

async function run(finishedAt: string | null): Promise<number> {
  const { id } = await t.db
    .insertInto('importRun')
    .values({
      kind: 'inlislite_members',
      files: '[]',
      startedBy: 'uji',
      createdAt: t.clock.now(),
      finishedAt: finishedAt === null ? null : new Date(finishedAt),
      status: finishedAt === null ? 'running' : 'done',
      createdCount: 30,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const label of ['Siti Aminah', 'Budi Santoso']) {
    await t.db
      .insertInto('importRow')
      .values({ runId: id, rowNumber: 1, outcome: 'failed', code: 'imports.record_refused', label })
      .execute();
  }
  return id;
}

test('names in reports of imports go some time after the import; that it ran, and how much it brought, stays', async () => {
  const [old, fresh, running] = [await run('2026-06-01T00:00:00Z'), await run('2026-11-20T00:00:00Z'), await run(null)];
  const before = new Date('2026-08-01T00:00:00Z');
  expect(await importRowRetention.due(t.ctx(), before)).toEqual({ count: 2, sample: [] });
  expect(await importRowRetention.clear(t.ctx(), before, fileStorage(tmpdir()))).toEqual({ gone: 2, waiting: 0 });
  const left = await t.db.selectFrom('importRow').select('runId').distinct().orderBy('runId').execute();
  expect(left.map(({ runId }) => runId)).toEqual([fresh, running]);
  expect(await t.db.selectFrom('importRun').select('createdCount').where('id', '=', old).execute()).toEqual([
    { createdCount: 30 },
  ]);
});
