import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { isRecipient, SHORTEST_PASSPHRASE } from '#platform/backup/seal';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { setJournal } from '#platform/journal/spool';
import { parseInput } from '#platform/requests/parse-input';
import { version } from '#platform/requests/bounds';
import type { Secrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';
import { lockPlan, upsertPlan, type StoredPlan } from './data/plan.queries.ts';
import { chooseFolder } from './folder.ts';
import { sealPassphrase } from './passphrase.ts';

export const planInput = z.object({
  on: z.boolean(),
  /** Of the server. */
  folder: z.string().trim().max(500),
  /** On the wall clock of the network. */
  hour: z.number().int().min(0).max(23),
  sealedBy: z.enum(['passphrase', 'recipient']),
  /** Empty: the one so far stays. It can be written, never read. */
  passphrase: z.string().max(200).default(''),
  /** Keep a journal too: the database can be had back as it was at any minute. Only of the bundled database; from its next start on. */
  journal: z.boolean().default(false),
  /** The public key, `age1…`. */
  recipient: z.string().trim().max(100).default(''),
});
export type PlanInput = z.input<typeof planInput>;

type Sealed = Pick<StoredPlan, 'passphrase' | 'recipient'>;

function sealedWith(
  { sealedBy, passphrase, recipient }: z.output<typeof planInput>,
  before: StoredPlan | undefined,
  secrets: Secrets,
): Sealed {
  const refuse = (field: string, reason: string): Error => platformErrors.invalidInput({}, { [field]: reason });
  if (sealedBy === 'recipient') {
    if (!isRecipient(recipient)) throw refuse('recipient', 'no_recipient');
    return { recipient, passphrase: null };
  }
  if (passphrase === '') {
    if (!before?.passphrase) throw refuse('passphrase', 'required');
    return { recipient: null, passphrase: before.passphrase };
  }
  if (passphrase.length < SHORTEST_PASSPHRASE) throw refuse('passphrase', 'passphrase_short');
  return { recipient: null, passphrase: sealPassphrase(secrets, passphrase) };
}

/** What the trace says of a plan: never the passphrase. */
const told = (plan: Omit<StoredPlan, 'version'> | undefined): object | null =>
  plan
    ? { state: plan.state, folder: plan.folder, hour: plan.atHour, recipient: plan.recipient, journal: plan.journal }
    : null;

/**
 * Sets where and when backups are made, and how they are sealed; switched off, everything else stays as it was. Needs `settings.manage`
 * network-wide. The folder is marked, so that it is known again. Throws `platform.version_conflict`, `platform.invalid_input` (`folder`,
 * `passphrase`, `recipient`).
 * @param seen the version that was read; 0 = there was none
 */
export async function savePlan(
  ctx: Ctx,
  { secrets, config }: Pick<Services, 'secrets' | 'config'>,
  seen: number,
  input: PlanInput,
): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  const wanted = parseInput(planInput, input);
  parseInput(version, seen);
  if (wanted.journal && config.databaseUrl !== null)
    throw platformErrors.invalidInput({}, { journal: 'journal_own_server' });
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockPlan(trx);
    if ((before?.version ?? 0) !== seen) throw platformErrors.versionConflict();
    const now = ctx.clock.now();
    // an instant of the future was written while the clock was wrong
    const since = before?.state === 'on' && wanted.on && before.since <= now ? before.since : now;
    const plan = wanted.on
      ? {
          ...sealedWith(wanted, before, secrets),
          state: 'on' as const,
          folder: wanted.folder,
          folderMark: await chooseFolder(wanted.folder, before?.folderMark ?? null, config.dataDir),
          atHour: wanted.hour,
          journal: wanted.journal,
          since,
        }
      : { ...stayed(before, wanted.hour), state: 'off' as const, since };
    await upsertPlan(trx, plan);
    // read by the next start, before there is a database to ask
    setJournal(config.dataDir, plan.state === 'on' && plan.journal);
    await recordAudit(trx, ctx, {
      action: 'backup_plan.changed',
      entity: 'backup_plan',
      entityId: 1,
      before: told(before),
      after: { ...told(plan), ...(wanted.passphrase !== '' && wanted.on && { passphraseSet: true }) },
    });
  });
}

const stayed = (before: StoredPlan | undefined, atHour: number): Omit<StoredPlan, 'version' | 'state' | 'since'> => ({
  folder: before?.folder ?? '',
  folderMark: before?.folderMark ?? randomUUID(),
  atHour: before?.atHour ?? atHour,
  recipient: before?.recipient ?? null,
  passphrase: before?.passphrase ?? null,
  journal: before?.journal ?? false,
});
