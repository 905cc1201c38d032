import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { checkOut } from '#modules/lending/circulation';
import { eraseByNumber } from '#modules/people/members/testing';
import { personalData } from '../../../../../entrypoints/personal-data.ts';
import { holdRow } from '../../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../../tests/support/outcome.ts';
import { TEST_NOW } from '../../../../../../tests/support/test-db.ts';
import { tryLockLibrary, unlockLibrary } from '../../../engine/data/carried.queries.ts';
import { cancelRun } from '../../cancel-run.ts';
import { getRun } from '../../view-runs.ts';
import { everyRow, ROWS, wholeDump } from '../../../../../../tests/support/whole-move.ts';
import { useUndoHouse } from '../../../../../../tests/support/undo-house.ts';

/** Taking back happens whole or not at all, whoever works, stops, kills or asks at the same time. */
const { t, here, desk, moveWhole, askUndo, tryUndo, undo, confirm, workOff } = useUndoHouse();
let runId: number;
let before: Record<string, string[]>;
beforeAll(async () => {
  t.clock.set(TEST_NOW);
  before = await everyRow(t.db);
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  if (JSON.stringify(await everyRow(t.db)) === JSON.stringify(before)) runId = (await moveWhole()).id;
});
const idOf = async (barcode: string): Promise<number> =>
  (await t.db.selectFrom('item').select('id').where('barcode', '=', barcode).executeTakeFirstOrThrow()).id;
/** Everything is gone then, and nobody else sees that yet. */
const holdLastStep = async () => holdRow(t, 'slims_carried', await idOf('X-0061'), 'became_id');
const inEarnest = async (): Promise<number> => confirm((await tryUndo(runId)).id);

test('who may not move a library in may not take it back', async () => {
  for (const permission of ['imports.run', 'settings.manage'] as const) {
    const ctx = t.ctx({ grants: [{ permissions: [permission], libraryId: null }] });
    expect(await outcome(askUndo(runId, ctx))).toBe('platform.forbidden');
  }
  expect(await outcome(askUndo(runId, t.ctx({ kind: 'anonymous' })))).toBe('platform.sign_in_needed');
  expect(await outcome(askUndo(987_654))).toBe('slims.run_not_found');
});

test('a trial cannot be taken back, nor what ran before it was kept which row came with which run', async () => {
  const trial = await t.db.selectFrom('slimsRun').select('id').where('dryRun', '=', true).executeTakeFirstOrThrow();
  expect(await outcome(askUndo(trial.id))).toBe('slims.undo_trial');
  await t.db.updateTable('slimsRun').set({ keepsTrack: false }).where('id', '=', runId).execute();
  expect((await getRun(t.ctx(), runId)).canUndo).toBe(false);
  expect(await outcome(askUndo(runId))).toBe('slims.undo_not_kept');
  await t.db.updateTable('slimsRun').set({ keepsTrack: true }).where('id', '=', runId).execute();
});

test('one at a time, with moves as well; two who confirm at once start one; a move at the command line holds it up', async () => {
  const trial = await askUndo(runId);
  expect(await outcome(askUndo(runId))).toBe('slims.run_under_way');
  await workOff(trial);
  const both = await Promise.all([outcome(confirm(trial)), outcome(confirm(trial))]);
  expect(both.filter((one) => one === 'slims.run_under_way')).toHaveLength(1);
  const { id } = await t.db.selectFrom('slimsRun').select('id').where('state', '=', 'queued').executeTakeFirstOrThrow();
  const busy = await t.db.connection().execute(async (connection) => {
    expect(await tryLockLibrary(connection, here.libraryId)).toBe(true);
    try {
      return await workOff(id);
    } finally {
      await unlockLibrary(connection, here.libraryId);
    }
  });
  expect([busy.state, busy.errorCode]).toEqual(['failed', 'slims.busy']);
});

test('whoever would lend a copy while it is under way waits, and finds that it is not there', async () => {
  const id = await inEarnest();
  const held = await holdLastStep();
  const taking = workOff(id);
  await held.waitedFor(1);
  const lending = outcome(checkOut(desk(), { memberNumber: 'A-0001', itemBarcode: 'X-0061' }));
  await held.waitedFor(2);
  await held.letGo();
  expect((await taking).state).toBe('done');
  expect(await lending).toMatch(/not_found|unknown/);
  expect(await everyRow(t.db)).toEqual(before);
});

test('killed in the middle it has not happened; taken up again, it happens once', async () => {
  const after = await everyRow(t.db);
  const id = await inEarnest();
  const held = await holdLastStep();
  const stopping = new AbortController();
  const taking = workOff(id, { signal: stopping.signal });
  await held.waitedFor(1);
  stopping.abort();
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
    and wait_event_type = 'Lock' and query like '%delete from slims_carried%'`.execute(t.db);
  await expect(taking).rejects.toThrow();
  await held.letGo();
  expect((await getRun(t.ctx(), id)).state).toBe('running');
  expect(await everyRow(t.db)).toEqual(after);
  expect(await workOff(id)).toMatchObject({ state: 'done', takenUp: true });
  expect(await everyRow(t.db)).toEqual(before);
  expect((await workOff(id)).state).toBe('done');
});

test('stopped by somebody before its end, nothing has changed', async () => {
  const after = await everyRow(t.db);
  const id = await inEarnest();
  const held = await holdRow(t, 'item', await idOf('X-0061'));
  const taking = workOff(id);
  await held.waitedFor(1);
  await cancelRun(t.ctx(), id);
  await held.letGo();
  expect((await taking).state).toBe('cancelled');
  expect(await everyRow(t.db)).toEqual(after);
  expect((await undo(runId)).state).toBe('done');
});

test('whoever was erased here since is no hindrance, and does not come again with the same dump', async () => {
  const reader = { member_id: 'M-99', member_name: 'Pembaca Terhapus', member_type_id: 1, birth_date: '1990-01-02' };
  const dump = wholeDump({ member: [...(ROWS.member ?? []), reader] });
  expect((await undo(runId)).state).toBe('done');
  const first = await moveWhole(dump);
  await eraseByNumber(t.ctx(), personalData, 'M-99');
  expect((await undo(first.id)).error).toBeNull();
  const again = await moveWhole(dump);
  const erased = await t.db.selectFrom('member').select('fullName').where('fullName', 'like', '%Terhapus%').execute();
  expect(erased).toEqual([]);
  expect((await undo(again.id)).error).toBeNull();
});

test('whoever lends a copy while it begins is waited for, and stands in the way', async () => {
  runId = (await moveWhole()).id;
  const after = await everyRow(t.db);
  const id = await inEarnest();
  const held = await holdRow(t, 'item', await idOf('X-0061'));
  const lending = checkOut(desk(), { memberNumber: 'A-0001', itemBarcode: 'X-0061' });
  await held.waitedFor(1);
  const taking = workOff(id);
  await held.waitedFor(2);
  await held.letGo();
  await lending;
  const ended = await taking;
  expect([ended.state, ended.errorCode]).toEqual(['failed', 'slims.undo_touched']);
  expect((await everyRow(t.db)).item?.length).toBe(after.item?.length);
});
