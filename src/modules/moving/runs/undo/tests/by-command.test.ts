import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrateSlims } from '#modules/moving/slims';
import { useUndoHouse } from '../../../../../../tests/support/undo-house.ts';
import { everyRow, wholeDump } from '../../../../../../tests/support/whole-move.ts';
import { beginByCommand, endByCommand } from '../../by-command.ts';

/** A move of the command line has a number like any other: it stands in the list, and is taken back at the page. */
const { t, folder, lay, here, undo, workOff, askUndo } = useUndoHouse();

/** As the command does it. @param stopAt ends it when rows of this table come */
async function moveByCommand(stopAt?: string): Promise<number> {
  const path = join(folder, 'perintah.sql');
  lay('perintah.sql', wholeDump());
  const stopping = new AbortController();
  let runId = 0;
  const report = await migrateSlims(
    t.ctx(),
    t.storage,
    { path },
    {
      signal: stopping.signal,
      onSaid: () => undefined,
      onBegun: async ({ id: libraryId }) => {
        const about = { system: 'slims', fines: 'settled', libraryId, path, files: undefined } as const;
        runId = await beginByCommand(t.ctx(), about);
        return runId;
      },
      onProgress: (table) => {
        if (table === stopAt) stopping.abort();
      },
    },
  ).catch(() => null);
  if (report) await endByCommand(t.ctx(), runId, report);
  return runId;
}

test('what it brought is taken back, also where it never came to its end; until then it says so', async () => {
  const before = await everyRow(t.db);
  const stopped = await moveByCommand('loan');
  const tried = await workOff(await askUndo(stopped));
  expect([tried.error, tried.canGoOn]).toEqual([null, true]);
  const run = await t.db.selectFrom('slimsRun').selectAll().where('id', '=', stopped).executeTakeFirstOrThrow();
  expect([run.state, run.errorCode, run.byCommand, run.libraryId]).toEqual([
    ...['failed', 'slims.by_command', true, here.libraryId],
  ]);

  const whole = await moveByCommand();
  expect(await t.db.selectFrom('slimsRun').select('state').where('id', '=', whole).executeTakeFirst()).toEqual({
    state: 'done',
  });
  // with the first one what went on with it
  expect((await undo(stopped)).error).toBeNull();
  expect(await everyRow(t.db)).toEqual(before);
});
