import { hasStopped, spoolOf } from '#platform/journal/spool';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { selectLastBase, selectLiving, selectServer, type JournalBase } from '../data/bases.queries.ts';
import { selectPlan } from '../data/plan.queries.ts';

/** Nothing has come for so long: somebody should look. */
const LATE_MS = 15 * 60_000;

/** How the journal stands. */
export interface JournalView {
  /** own = the database is a server of somebody else's; restart = it begins with the next start; first = its base is being made. */
  state: 'own' | 'off' | 'restart' | 'first' | 'on' | 'late';
  /** Up to when the database can be had back; null = not at all yet. */
  until: Date | null;
  /** The last base that could not be made. */
  failed: JournalBase | null;
}

/** How the journal stands. Needs `settings.manage` network-wide. */
export async function viewJournal(ctx: Ctx, { config }: Pick<Services, 'config'>): Promise<JournalView> {
  authorize(ctx, 'settings.manage', null);
  if (config.databaseUrl !== null) return { state: 'own', until: null, failed: null };
  const [plan, last, { archives, clusterDir, systemId }] = await Promise.all([
    selectPlan(ctx.db),
    selectLastBase(ctx.db),
    selectServer(ctx.db),
  ]);
  if (plan?.state !== 'on' || !plan.journal) return { state: 'off', until: null, failed: null };
  const failed = last?.state === 'failed' ? last : null;
  // also where it was given up so as not to fill the disk on which people work
  if (!archives || hasStopped(spoolOf(clusterDir))) return { state: 'restart', until: null, failed: null };
  const whole = (await selectLiving(ctx.db, { folder: plan.folder, systemId })).find(
    // until its last pieces are there, nothing can be had from a base
    ({ state, lastSegment, stopSegment }) => state === 'done' && (lastSegment ?? '') >= (stopSegment ?? ''),
  );
  if (!whole) return { state: 'first', until: null, failed };
  const until = whole.shippedAt;
  const late = until === null || ctx.clock.now().getTime() - until.getTime() > LATE_MS;
  return { state: late ? 'late' : 'on', until, failed };
}
