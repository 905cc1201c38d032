import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { checkOut } from '#modules/lending/circulation';
import { makeMember } from '#modules/lending/circulation/testing';
import { TEST_NOW } from '../../../../../../tests/support/test-db.ts';
import { lent } from '../../../slims/tests/loan-dump.ts';
import { sweepDumps } from '../../jobs.ts';
import { getRun } from '../../view-runs.ts';
import { workOffRun } from '../../work-off.ts';
import { everyRow, ROWS, wholeDump } from '../../../../../../tests/support/whole-move.ts';
import { useUndoHouse } from '../../../../../../tests/support/undo-house.ts';

/** A whole move is taken back: the library is as it was before, and the same dump comes as if for the first time. */
const { t, services, here, desk, moveWhole, askUndo, tryUndo, undo, confirm, workOff, report } = useUndoHouse();
beforeEach(() => t.clock.set(TEST_NOW));

const keys = async (): Promise<string[]> => {
  const { rows } = await sql<{ key: string }>`select key from (
    select cover_key as key from bib union all select cover_large_key from bib union all select photo_key from member
    union all select file_key from attachment) named where key is not null`.execute(t.db);
  return rows.map(({ key }) => key);
};
/** The same without numbers, names of files and moments, which are new each time. */
const inWords = (state: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(state).map(([name, rows]) => [
      name,
      rows
        .map((row) => {
          const fields = Object.entries(JSON.parse(row) as Record<string, unknown>);
          const kept = fields.filter(
            ([field]) => !/(?:^|_)(?:id|at|key|mark|by|hash|number|state)$|^marc$/.test(field),
          );
          return JSON.stringify(kept).replaceAll(/"B\d{8}"/g, '"B…"');
        })
        .toSorted(),
    ]),
  );
async function expectSame(before: Record<string, string[]>): Promise<void> {
  const now = await everyRow(t.db);
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)]))
    expect([name, now[name]]).toEqual([name, before[name]]);
}

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
  expect(files.every((key) => existsSync(t.storage.path(key)))).toBe(true);

  const trial = await tryUndo(moved.id);
  expect([trial.error, trial.state, trial.canGoOn, trial.undoes]).toEqual([null, 'done', true, moved.id]);
  expect(await everyRow(t.db)).toEqual(after);

  const undone = await workOff(await confirm(trial.id));
  expect([undone.error, undone.state, undone.undoes]).toEqual([null, 'done', moved.id]);
  expect(undone.tables).toEqual(trial.tables);
  await expectSame(before);
  expect(files.filter((key) => existsSync(t.storage.path(key)))).toEqual([]);
  const [now, tried] = [await getRun(t.ctx(), moved.id), await getRun(t.ctx(), trial.id)];
  expect([now.undone, now.canUndo, tried.canGoOn]).toEqual([true, false, false]);
  await expect(askUndo(moved.id)).rejects.toMatchObject({ code: 'slims.undo_done' });
  await expect(confirm(trial.id)).rejects.toMatchObject({ code: 'slims.undo_done' });
  const trail = await t.db.selectFrom('auditEvent').select('action').where('action', 'like', '%undo%').execute();
  expect(trail.map(({ action }) => action)).toEqual(['slims.undo_started', 'slims.undone']);

  const again = await moveWhole();
  expect(again.tables).toEqual(moved.tables);
  expect(again.money).toEqual(moved.money);
  expect(await report(again.id)).toEqual(await report(moved.id));
  expect(inWords(await everyRow(t.db))).toEqual(inWords(after));
  expect((await undo(again.id)).state).toBe('done');
  await expectSame(before);
});

test('with one move those behind it go as well, also what they have brought up to date; a later one alone does not', async () => {
  const before = await everyRow(t.db);
  const first = await moveWhole();
  const more = wholeDump({
    // in SLiMS a book came back, a title, a copy and a member were changed, an issue came, a fine was paid, and somebody has borrowed another book
    item: (ROWS.item ?? []).map((row) => (row.item_code === 'X-0061' ? { ...row, call_number: '899 BARU' } : row)),
    member: (ROWS.member ?? []).map((row) => (row.member_id === 'M-05' ? { ...row, member_name: 'Nama Baru' } : row)),
    kardex: (ROWS.kardex ?? []).map((row) => ({ ...row, date_received: '2026-11-20' })),
    fines: (ROWS.fines ?? []).map((row) => (row.fines_id === 1 ? { ...row, credit: 5000 } : row)),
    biblio: [...(ROWS.biblio ?? []).map((row) => (row.biblio_id === 50 ? { ...row, title: 'Judul baru' } : row))],
    loan: (ROWS.loan ?? [])
      .map((row) => (row.loan_id === 70 ? { ...row, is_return: 1, return_date: '2026-11-20' } : row))
      .concat(lent(90, 'X-0061', 'M-04', '2026-11-21', '2026-11-30')),
  });
  const second = await moveWhole(more);
  expect(
    (await report(second.id))
      .filter((line) => line.includes('updated_'))
      .map((line) => line.split(' ')[3])
      .toSorted(),
  ).toEqual([
    ...['updated_copy', 'updated_fine', 'updated_issue', 'updated_issue', 'updated_loan_returned', 'updated_member'],
    'updated_title',
  ]);
  const refused = await tryUndo(second.id);
  expect([refused.state, refused.errorCode, refused.canGoOn]).toEqual(['failed', 'slims.undo_followed', false]);
  expect((await undo(first.id)).error).toBeNull();
  expect((await getRun(t.ctx(), second.id)).undone).toBe(true);
  await expectSame(before);
});

test('a later move that has only brought what is new is taken back alone; what came before stays', async () => {
  const first = await moveWhole();
  const between = await everyRow(t.db, ['loan_count']);
  const second = await moveWhole(
    wholeDump({ loan: [...(ROWS.loan ?? []), lent(91, 'X-0061', 'M-04', '2026-11-21', '2026-11-30')] }),
  );
  const { rows } = await sql<{ out: boolean }>`select on_loan as out from item where barcode = 'X-0061'`.execute(t.db);
  expect(rows).toEqual([{ out: true }]);
  expect((await undo(second.id)).error).toBeNull();
  expect(await everyRow(t.db, ['loan_count'])).toEqual(between);
  expect((await undo(first.id)).error).toBeNull();
});

test('a later move that has listed copies in a stocktake of an earlier one does not go alone', async () => {
  const first = await moveWhole();
  const counted = { stock_take_id: 1, item_id: 30, item_code: 'X-0030', title: 'Judul', status: 'e', checked_by: 'x' };
  const second = await moveWhole(wholeDump({ stock_take_item: [...(ROWS.stock_take_item ?? []), counted] }));
  expect((await tryUndo(second.id)).errorCode).toBe('slims.undo_followed');
  expect((await undo(first.id)).error).toBeNull();
});

test('what was found here stays: a copy and a loan of it that people had before', async () => {
  await checkOut(desk(), { memberNumber: 'A-0001', itemBarcode: here.barcode });
  const before = await everyRow(t.db);
  const moved = await moveWhole(
    wholeDump({
      member: [...(ROWS.member ?? []), { member_id: 'A-0001', member_name: 'Anggota Lama', member_type_id: 1 }],
    }),
  );
  expect((await undo(moved.id)).error).toBeNull();
  await expectSame(before);
});

test('what a stop has left of files is removed by the next round', async () => {
  const moved = await moveWhole();
  const files = await keys();
  const stuck = { ...services, storage: { ...t.storage, remove: async () => Promise.reject(new Error('disk')) } };
  const trial = await tryUndo(moved.id);
  const id = await confirm(trial.id);
  await workOffRun(stuck, id, { signal: new AbortController().signal, lookEvery: 0 }).catch(() => undefined);
  expect((await getRun(t.ctx(), id)).state).toBe('done');
  expect(files.filter((key) => existsSync(t.storage.path(key)))).toEqual(files);
  await sweepDumps(services);
  expect(files.filter((key) => existsSync(t.storage.path(key)))).toEqual([]);
});

test('a category that people here use stays with its rule of lending, and what came since the trial is looked at first', async () => {
  const first = await moveWhole();
  const rules = async (): Promise<{ id: number; code: string }[]> =>
    (
      await sql<{
        id: number;
        code: string;
      }>`select p.id, c.code from loan_policy p join member_category c on c.id = p.category_id
        join slims_carried s on s.became_id = c.id and s.table_name = 'mst_member_type' and s.mark is not null`.execute(
        t.db,
      )
    ).rows;
  const [rule] = await rules();
  if (!rule) throw new Error('no type came with a rule');
  const tried = await tryUndo(first.id);
  expect(tried.canGoOn).toBe(true);
  await moveWhole(wholeDump({ loan: [...(ROWS.loan ?? []), lent(92, 'X-0061', 'M-04', '2026-11-21', '2026-11-30')] }));
  await expect(confirm(tried.id)).rejects.toMatchObject({ code: 'slims.undo_touched' });
  await makeMember(t.ctx(), {
    ...{ number: 'A-0900', fullName: 'Anggota Baru', homeLibrary: 'KOTA', category: rule.code },
  });
  expect((await undo(first.id)).error).toBeNull();
  const { rows } = await sql<{ id: number }>`select id from loan_policy where id = ${rule.id}`.execute(t.db);
  expect(rows).toEqual([{ id: rule.id }]);
});
