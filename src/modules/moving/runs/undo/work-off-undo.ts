import { DatabaseError } from 'pg';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { slimsErrors, sourceOf, takeBack, type WatchingBack } from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import { isDeadlock } from '#platform/database/db-refusals';
import type { Services } from '#platform/services';
import type { MigrationReport } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { endRun, type RunRow } from '../data/runs.queries.ts';
import type { RunNotes } from '../run-notes.ts';
import { noteBeside } from './beside.ts';
import { clearLeftFiles, noteLeftFiles, selectLeftFiles } from '../data/undo.queries.ts';

/** So often it is tried again where it met somebody who waited for it. */
const TRIES = 3;
/** The database itself refuses: something points at a row that was to go. */
const POINTED_AT = /^23/;

async function tried(work: () => Promise<MigrationReport>, tries = TRIES): Promise<MigrationReport> {
  try {
    return await work();
  } catch (error) {
    if (isDeadlock(error) && tries > 0) return tried(work, tries - 1);
    if (error instanceof DatabaseError && POINTED_AT.test(error.code ?? '')) throw slimsErrors.undoTouched();
    throw error;
  }
}

/**
 * Takes a run back, or looks what that would mean. In earnest the run ends in the very transaction in which everything goes: whoever is killed before
 * has done nothing, whoever is killed behind it has done it.
 * @returns the report of a trial; null = it has ended
 */
export async function workOffUndo(
  ctx: Ctx,
  run: RunRow,
  notes: Pick<RunNotes, 'onSaid' | 'stopIfAsked'>,
  watching: Pick<WatchingBack, 'signal'> & { onProgress: (table: string, rows: number, of: number) => Promise<void> },
): Promise<MigrationReport | null> {
  const { id, system, libraryId, dryRun, undoes } = run;
  if (undoes === null) throw new Error(`run ${id} takes nothing back`);
  const { code } = await getLibrary(ctx, libraryId);
  const back = { source: sourceOf(system, libraryId), runId: undoes, libraryId, library: code, dryRun };
  const beside = noteBeside(watching.onProgress);
  const said: Said[] = [];
  const work = async () => {
    // another try says it anew
    said.length = 0;
    return takeBack(ctx, back, {
      ...{ signal: watching.signal, onProgress: beside.note },
      onSaid: (one) => said.push(one),
      onTaken: async (trx, told, files) => {
        await notes.stopIfAsked(trx);
        const counts = told.tables.flatMap((one) => (one.kind === 'rows' ? [[one.table, one.rows] as const] : []));
        await recordAudit(trx, ctx, {
          action: 'slims.undone',
          ...{ entity: 'slims_run', entityId: undoes, libraryId },
          after: { run: id, ...Object.fromEntries(counts) },
        });
        await noteLeftFiles(trx, id, files);
        await endRun(trx, id, { state: 'done', report: told, error: null, now: ctx.clock.now() });
      },
    });
  };
  try {
    const report = await tried(work);
    return dryRun ? report : null;
  } finally {
    for (const one of said) notes.onSaid(one);
    await beside.settle();
  }
}

/** Removes files that nothing names since runs were taken back. What a stop leaves is removed by the next round. */
export async function removeLeftFiles({ db, storage }: Pick<Services, 'db' | 'storage'>): Promise<void> {
  for (const { id, leftFiles } of await selectLeftFiles(db)) {
    for (const key of leftFiles) await storage.remove(key);
    await clearLeftFiles(db, id);
  }
}
