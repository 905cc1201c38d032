import { authorizeAnywhere, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { accountOf, type Ctx } from '#platform/context';
import { countKinds, findLook, saveLook, type KindCount } from './data/looks.queries.ts';

/** By what a network is run: who may do what, and by which rules. The daily work has lists and figures of its own. */
const GOVERNING = [
  'setting',
  'role',
  'api_token',
  'policy',
  'member_category',
  'library',
  'closed_day',
  'retention_class',
  'consent_text',
  'notice_template',
  'notice_channel',
] as const;
/** Of accounts only who was given which rights: that somebody signed in is no change. */
export const RIGHTS_GIVEN = 'account.role';
/** Who never looked, or did so longer ago, is told of the last month, in milliseconds. */
const LONGEST = 31 * 86_400_000;

/** What changed in how the network is run since somebody read it last. */
interface Changes {
  since: Date;
  /** False: it never said so, or longer ago; then it is told of the last month. */
  looked: boolean;
  /** What comes from this instant on is told next time. */
  until: Date;
  kinds: KindCount[];
}

/** What changed since this account read it last, where it may read the trace; null for everybody else, and where nothing did. */
export async function changesSinceLook(ctx: Ctx): Promise<Changes | null> {
  const accountId = accountOf(ctx.actor);
  if (accountId === null || !canAnywhere(ctx.actor, 'audit.read')) return null;
  const until = ctx.clock.now();
  const longest = new Date(until.getTime() - LONGEST);
  const looked = await findLook(ctx.db, accountId);
  // noted by a clock that has been set back since
  const known = looked && looked > longest && looked <= until ? looked : null;
  const since = known ?? longest;
  const libraries = grantedLibraries(ctx.actor, 'audit.read');
  const about = { entities: GOVERNING, actions: RIGHTS_GIVEN, from: since, to: until, libraries };
  const kinds = await countKinds(ctx.db, about);
  return kinds.length === 0 ? null : { since, looked: known !== null, until, kinds };
}

/** This account has read what changed until an instant. Needs `audit.read`. */
export async function noteLook(ctx: Ctx, until: Date): Promise<void> {
  authorizeAnywhere(ctx, 'audit.read');
  const accountId = accountOf(ctx.actor);
  const now = ctx.clock.now();
  if (accountId !== null) await saveLook(ctx.db, accountId, { until: until < now ? until : now, now });
}
