import { beforeAll, beforeEach, expect, test } from 'vitest';
import { updateItem } from '#modules/collection/catalog';
import { createLibrary } from '#modules/ground/libraries';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW } from '../../../../../tests/support/test-db.ts';
import { blankSaidOf } from '../data/said.queries.ts';
import { decideConflict } from '../decide-conflict.ts';
import { listSaid } from '../view-runs.ts';
import { copy, loanDump } from '../../slims/tests/loan-dump.ts';
import { useRunsHouse } from './runs-house.ts';

/** Where a title, a copy or a member was changed in SLiMS and here as well, people decide at the line of the report. */
const { t, upload, confirm, workOff, moveIn } = useRunsHouse();
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  for (const table of ['item', 'bibAuthority', 'slimsCarried', 'bib', 'memberBlock', 'member', 'slimsRun'] as const)
    await t.db.deleteFrom(table).execute();
});

/** A title, a copy and a member as SLiMS has them after so many changes. */
const dumpOf = (words: string): string =>
  loanDump({
    biblio: [{ biblio_id: 1, title: `Judul ${words}`, language_id: 'id', frequency_id: 0 }],
    item: [copy(1, 'K-1', 1, { call_number: `899 ${words}` })],
    member: [{ member_id: 'R-1', member_name: `Pembaca ${words}`, member_type_id: 1 }],
  });
async function here() {
  const bib = await t.db.selectFrom('bib').select('title').executeTakeFirstOrThrow();
  const item = await t.db.selectFrom('item').select('callNumber').executeTakeFirstOrThrow();
  const member = await t.db.selectFrom('member').select('fullName').executeTakeFirstOrThrow();
  return [bib.title, item.callNumber, member.fullName];
}
const OURS = ['Judul Kami', '899 Kami', 'Kami'];
/** People here write something of their own. */
async function changeHere(): Promise<void> {
  await t.db
    .updateTable('bib')
    .set((eb) => ({ title: 'Judul Kami', version: eb('version', '+', 1) }))
    .execute();
  await t.db
    .updateTable('item')
    .set((eb) => ({ callNumber: '899 Kami', version: eb('version', '+', 1) }))
    .execute();
  await t.db
    .updateTable('member')
    .set((eb) => ({ fullName: 'Kami', version: eb('version', '+', 1) }))
    .execute();
}
const conflicts = async (run: number) => listSaid(t.ctx(), run, { about: 'conflict', afterId: 0, limit: 10 });
const codes = async (run: number): Promise<string[]> => (await conflicts(run)).map(({ code }) => code).toSorted();
const ALL = ['conflict_copy_changed_here', 'conflict_member_changed_here', 'conflict_title_changed_here'];

/** A library that came from SLiMS, and was changed on both sides. @returns the run that says so */
async function changedOnBoth(): Promise<number> {
  await moveIn(dumpOf('Lama'));
  await changeHere();
  const { id } = await moveIn(dumpOf('Baru'));
  expect(await codes(id)).toEqual(ALL);
  return id;
}
async function decideAll(run: number, decision: 'here' | 'slims'): Promise<void> {
  for (const line of await conflicts(run))
    await decideConflict(t.ctx(), run, line.id, { decision, before: line.decision });
}

test('what is here stays, and nobody is asked again until SLiMS says something else', async () => {
  const run = await changedOnBoth();
  await decideAll(run, 'here');
  expect((await conflicts(run)).map(({ decision, decidedBy }) => [decision, decidedBy])).toEqual(
    Array.from({ length: 3 }, () => ['here', 'Petugas Uji']),
  );
  for (let nth = 0; nth < 2; nth += 1) {
    const again = await moveIn(dumpOf('Baru'));
    expect([again.conflicts, again.updated, await here()]).toEqual([0, 0, OURS]);
  }
  const later = await moveIn(dumpOf('Terbaru'));
  expect([await codes(later.id), await here()]).toEqual([ALL, OURS]);
});

test('what SLiMS has comes with the next run, decided at a trial or at a migration; until then nothing changes', async () => {
  const run = await changedOnBoth();
  await decideAll(run, 'slims');
  expect(await here()).toEqual(OURS);
  const trial = await upload(dumpOf('Baru'));
  const tried = await workOff(trial);
  expect([tried.updated, tried.conflicts, await here()]).toEqual([3, 0, OURS]);
  const moved = await workOff(await confirm(trial));
  expect([moved.updated, moved.conflicts, await here()]).toEqual([3, 0, ['Judul Baru', '899 Baru', 'Pembaca Baru']]);
  // it is followed from there as if nobody had ever changed it
  expect((await moveIn(dumpOf('Terbaru'))).updated).toBe(3);
});

test('decided at a trial, it holds for the migration that is agreed to, also where that is interrupted and taken up', async () => {
  await moveIn(dumpOf('Lama'));
  await changeHere();
  const trial = await upload(dumpOf('Baru'));
  await workOff(trial);
  await decideAll(trial, 'slims');
  const id = await confirm(trial);
  const power = new AbortController();
  const off = (table: string): void => {
    if (table === 'biblio') power.abort();
  };
  await expect(workOff(id, { signal: power.signal, onProgress: off })).rejects.toThrow();
  const moved = await workOff(id);
  expect([moved.updated, moved.conflicts, await here()]).toEqual([3, 0, ['Judul Baru', '899 Baru', 'Pembaca Baru']]);
});

test('whoever changes it here once more before the next run is asked again', async () => {
  const run = await changedOnBoth();
  await decideAll(run, 'slims');
  const { id, version } = await t.db.selectFrom('item').select(['id', 'version']).executeTakeFirstOrThrow();
  await updateItem(t.ctx(), { id, version, callNumber: '899 Lagi' });
  const next = await moveIn(dumpOf('Baru'));
  expect([await codes(next.id), await here()]).toEqual([
    ['conflict_copy_changed_here'],
    ['Judul Baru', '899 Lagi', 'Pembaca Baru'],
  ]);
});

test('a decision can be turned until the next run; of two at the same moment one is told of the other', async () => {
  const run = await changedOnBoth();
  const [line] = await conflicts(run);
  const id = line?.id ?? 0;
  const decide = async (decision: 'here' | 'slims', before: 'here' | 'slims' | null) =>
    outcome(decideConflict(t.ctx(), run, id, { decision, before }));
  const both = await Promise.all([decide('here', null), decide('slims', null)]);
  expect(both.toSorted()).toEqual(['done', 'slims.decided_meanwhile']);
  const first = both[0] === 'done' ? 'here' : 'slims';
  expect(await decide('slims', first)).toBe('done');
  expect(await decide('here', 'slims')).toBe('done');
  expect((await moveIn(dumpOf('Baru'))).conflicts).toBe(2);
  const trail = await t.db.selectFrom('auditEvent').select('after').where('action', '=', 'slims.decided').execute();
  expect(trail.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(trail)).not.toContain('R-1');
});

test('it is refused to whoever may not, at an old report, at another line, while it runs, and of what is gone', async () => {
  const run = await changedOnBoth();
  const lines = await conflicts(run);
  const decide = async (id: number, line: number, ctx = t.ctx()) =>
    outcome(decideConflict(ctx, id, line, { decision: 'here', before: null }));
  const [first] = lines;
  const line = first?.id ?? 0;
  for (const permission of ['imports.run', 'settings.manage'] as const)
    expect(await decide(run, line, t.ctx({ grants: [{ permissions: [permission], libraryId: null }] }))).toBe(
      'platform.forbidden',
    );
  expect(await decide(9999, line)).toBe('slims.run_not_found');
  const other = await listSaid(t.ctx(), run, { about: 'told', afterId: 0, limit: 100 });
  const plain = other.find(({ isDecidable }) => !isDecidable);
  expect(await decide(run, plain?.id ?? 0)).toBe('slims.nothing_to_decide');
  const member = lines.find(({ table }) => table === 'member');
  const { id } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  await t.db.transaction().execute(async (trx) => blankSaidOf(trx, id));
  expect(await decide(run, member?.id ?? 0)).toBe('slims.nothing_to_decide');
  const title = lines.find(({ table }) => table === 'biblio');
  await t.db.updateTable('bib').set({ deletedAt: t.clock.now(), deletedReason: 'salah' }).execute();
  expect(await decide(run, title?.id ?? 0)).toBe('slims.row_gone');
  const trial = await upload(dumpOf('Baru'));
  expect(await decide(run, line)).toBe('slims.not_newest');
  await workOff(trial);
  expect(await decide(run, line)).toBe('slims.not_newest');
});
