import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { MigrationReport } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { endRun, insertRun } from './data/runs.queries.ts';
import { insertSaid } from './data/said.queries.ts';

/** A trial of moving in from a SLiMS that a sample has behind it, with its report; its dump is not kept, so that nothing follows from it. */
export async function saveTrial(
  trx: Tx,
  ctx: Ctx,
  trial: {
    libraryId: number;
    file: { name: string; bytes: number };
    at: Date;
    report: Omit<MigrationReport, 'dryRun' | 'library'>;
    said: readonly Said[];
  },
): Promise<void> {
  const { libraryId, file, at, report, said } = trial;
  const run = await insertRun(trx, {
    ...{ system: 'slims', fines: 'settled', libraryId, dryRun: true, fileName: file.name, fileBytes: file.bytes },
    ...{ storageKey: null, undoes: null, writtenAt: null, filesName: null, filesBytes: null, filesWrittenAt: null },
    ...{ startedBy: actorName(ctx.actor), createdAt: at },
  });
  if (!run) throw new Error('a sample is loaded where nothing moves in');
  await insertSaid(trx, run.id, said, false);
  const whole = { ...report, dryRun: true, library: '' };
  await endRun(trx, run.id, { state: 'done', report: whole, error: null, now: at });
  await recordAudit(trx, ctx, { action: 'slims.trial_ended', entity: 'slims_run', entityId: run.id, libraryId });
}
