import { authorize, authorizeAnywhere, grantedLibraries, HIDDEN, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { PermissionCode } from '#platform/rights/permissions';
import { recordAudit } from '#modules/ground/audit';
import { carryOut } from './carry-out.ts';
import type { DeskActKind } from './client.ts';
import { countConflictsAt, endConflict, lockConflict, selectConflicts, type ConflictRow } from './data/acts.queries.ts';
import { authorizeDesk } from './device-support.ts';
import { offlineDeskErrors } from './errors.ts';
import { sayWhy } from './replay-acts.ts';
import { keptAct, settlingInput, type SettlingInput } from './schema.ts';

const MOST = 200;
/** What whoever settles an act of a kind must be allowed to do at its library. */
const NEEDS: Record<DeskActKind, PermissionCode> = {
  lend: 'loans.check_out',
  return: 'loans.check_in',
  visit: 'visits.record',
};

/** Nothing shows that these happened when they say: to do them at that time needs `loans.backdate`. */
const UNPROVEN: ReadonlySet<string | null> = new Set(
  [
    offlineDeskErrors.tooOld,
    offlineDeskErrors.operatorUnknown,
    offlineDeskErrors.dataUnknown,
    offlineDeskErrors.dataTooOld,
  ].map((make) => make().code),
);

/** An act that was refused when it arrived, for a person to decide on. */
export interface Conflict {
  id: number;
  kind: DeskActKind;
  happenedAt: Date;
  receivedAt: Date;
  device: string;
  library: { id: number; code: string; name: string; timeZone: string };
  /** Who was at the device. */
  by: string;
  card: string | null;
  memberName: string | null;
  barcode: string | null;
  title: string | null;
  /** Why it was refused, in words. */
  why: string;
  code: string;
  /** Somebody with `loans.override` may decide otherwise. */
  overridable: boolean;
}

/** What waits to be settled at the libraries of this desk, in the order in which it happened. Needs `loans.check_in`. @param page.afterId of the last one of the page before */
export async function listConflicts(
  ctx: Ctx,
  { afterId = null, limit = MOST }: { afterId?: number | null; limit?: number } = {},
): Promise<Conflict[]> {
  authorizeAnywhere(ctx, 'loans.check_in');
  const rows = await selectConflicts(ctx.db, grantedLibraries(ctx.actor, 'loans.check_in'), afterId, limit);
  return rows.map((row) => viewOf(ctx, row));
}

/** How many wait at a library. Needs `loans.check_in` or `loans.check_out` there. */
export async function countConflicts(ctx: Ctx, libraryId: number): Promise<number> {
  authorizeDesk(ctx, libraryId);
  return countConflictsAt(ctx.db, libraryId);
}

function viewOf(ctx: Ctx, row: ConflictRow): Conflict {
  const act = keptAct.parse(row.payload);
  const params = row.errorParams ?? {};
  const card = act.kind === 'lend' ? act.memberNumber : 'card' in act ? act.card : null;
  // to a school's desk the cards of others are no cards
  const stranger = row.memberHomeLibraryId !== null && !serves(ctx.actor, 'loans.check_in', row.memberHomeLibraryId);
  return {
    id: row.id,
    kind: row.kind,
    happenedAt: row.happenedAt,
    receivedAt: row.receivedAt,
    device: row.deviceName,
    library: { id: row.libraryId, code: row.libraryCode, name: row.libraryName, timeZone: row.timeZone },
    by: row.accountName,
    card: stranger ? HIDDEN : card,
    memberName: stranger ? HIDDEN : row.memberName,
    barcode: 'itemBarcode' in act ? act.itemBarcode : null,
    title: row.title,
    why: sayWhy(row.errorCode ?? '', params, ctx),
    code: row.errorCode ?? '',
    overridable: act.kind === 'lend' && (params.overridable === true || params.confirmable === true),
  };
}

/**
 * Decides on a conflict: does it after all at its own time (`retry`, for what has been put right meanwhile), lends in spite of what speaks
 * against it (`override`, with a reason and `loans.override`), or lets it go (`drop`, with a reason). What is refused again stays a
 * conflict. What nobody can prove to have happened then needs `loans.backdate`. Two people at once: the second finds nothing left. Throws `offline_desk.conflict_not_found` and what the act itself refuses.
 */
export async function settleConflict(ctx: Ctx, id: number, input: SettlingInput): Promise<void> {
  const { how, reason } = parseInput(settlingInput, input);
  authorizeAnywhere(ctx, 'loans.check_in');
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockConflict(trx, id);
    if (!row) throw offlineDeskErrors.conflictNotFound();
    authorize(ctx, NEEDS[row.kind], row.libraryId);
    const act = keptAct.parse(row.payload);
    if (how === 'override' && act.kind !== 'lend') throw offlineDeskErrors.notOverridable();
    if (how !== 'drop') {
      const override = how === 'override' ? { reason } : null;
      // a clock that said something impossible is not believed: then it happened when it arrived
      const at = row.errorCode === offlineDeskErrors.clockWrong().code ? row.receivedAt : row.happenedAt;
      if (act.kind !== 'visit' && UNPROVEN.has(row.errorCode)) authorize(ctx, 'loans.backdate', row.libraryId);
      await carryOut(trx, ctx, { nonce: row.nonce, act, at, libraryId: row.libraryId, override });
    }
    const outcome = how === 'drop' ? 'dropped' : 'settled';
    const note = how === 'retry' ? null : reason;
    await endConflict(trx, id, { outcome, at: ctx.clock.now(), by: actorName(ctx.actor), note });
    const about = { entity: 'desk_act', entityId: id, libraryId: row.libraryId, after: { how, kind: row.kind } };
    if (how === 'drop') await recordAudit(trx, ctx, { action: 'desk_act.dropped', ...about });
    else await recordAudit(trx, ctx, { action: 'desk_act.settled', ...about });
  });
}
