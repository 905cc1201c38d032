import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { identitiesIn, type SealKey } from '#platform/backup/seal';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { insertDrill } from './data/drills.queries.ts';
import { selectRun } from './data/runs.queries.ts';
import { backupsErrors } from './errors.ts';
import { sealOpener } from './passphrase.ts';

export const DRILL_QUEUE = 'backups.drill';

export const drillInput = z.object({
  /** The passphrase, or the secret key (`AGE-SECRET-KEY-1…`). */
  secret: z.string().min(1).max(200),
});

/** What a person typed to open a backup. Throws `backup.no_identity` for a secret key that is none. */
export function openerOf(secret: string): SealKey {
  return secret.trim().startsWith('AGE-SECRET-KEY-') ? identitiesIn(secret) : { passphrase: secret };
}

/**
 * Has a backup taken back beside the real database and compared. What opens it is typed by a person, for a drill without it shows nothing of
 * the day on which it is needed. Needs `settings.manage` network-wide. Throws `backups.not_kept`, `backups.drill_under_way`.
 * @returns its id
 */
export async function askDrill(
  ctx: Ctx,
  { jobs, secrets }: Pick<Services, 'jobs' | 'secrets'>,
  runId: number,
  input: z.input<typeof drillInput>,
): Promise<number> {
  authorize(ctx, 'settings.manage', null);
  const { secret } = parseInput(drillInput, input);
  try {
    openerOf(secret);
  } catch {
    throw platformErrors.invalidInput({}, { secret: 'no_identity' });
  }
  return ctx.db.transaction().execute(async (trx) => {
    const run = await selectRun(trx, runId);
    if (run?.state !== 'done' || run.removedAt !== null) throw backupsErrors.notKept();
    const id = await insertDrill(trx, { runId, askedAt: ctx.clock.now(), opener: sealOpener(secrets, secret) });
    if (id === null) throw backupsErrors.drillUnderWay();
    await jobs.enqueue(trx, DRILL_QUEUE, { drill: id });
    const after = { fileName: run.fileName };
    await recordAudit(trx, ctx, { action: 'backup_drill.asked', entity: 'backup_drill', entityId: id, after });
    return id;
  });
}
