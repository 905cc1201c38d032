import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { actorName, type Ctx } from '#platform/context';
import type { FinesChoice, OldSystem } from '#shared/moving/old-systems';
import type { MigrationReport } from '#shared/moving/report';
import { slimsErrors } from '#modules/moving/engine';
import { endRun } from './data/runs.queries.ts';
import { insertRunByCommand } from './data/undo.queries.ts';
import { mayMigrate } from './may-migrate.ts';

/**
 * Gives a migration of the command line its number, so that it can be taken back like any other. Its report is the command's own. Needs the permissions
 * of {@link mayMigrate}.
 */
export async function beginByCommand(
  ctx: Ctx,
  about: { system: OldSystem; libraryId: number; fines: FinesChoice; path: string; files: string | undefined },
): Promise<number> {
  mayMigrate(ctx);
  const { system, libraryId, fines, path, files } = about;
  return insertRunByCommand(ctx.db, {
    ...{ system, libraryId, fines, fileName: basename(path), fileBytes: (await stat(path)).size },
    filesName: files === undefined ? null : basename(files),
    ...{ startedBy: actorName(ctx.actor), errorCode: slimsErrors.byCommand().code, now: ctx.clock.now() },
  });
}

/** It came to its end. */
export async function endByCommand(ctx: Ctx, runId: number, report: MigrationReport): Promise<void> {
  mayMigrate(ctx);
  await endRun(ctx.db, runId, { state: 'done', report, error: null, now: ctx.clock.now() });
}
