import { lowerLending } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { authorize } from '#platform/rights/authorize';
import { shownNumber } from '#shared/moving/nik-in-text';
import type { MigrationReport, TableReport } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { tryLockLibrary, unlockLibrary } from '../data/carried.queries.ts';
import { MADE, MADE_KINDS, type MadeKind } from '../data/made-kinds.ts';
import {
  countFollowed,
  countTaken,
  forgetTaken,
  isRemembered,
  leaveUsedCategories,
  listTaken,
  lockTaken,
  nextTaken,
  selectChanged,
  selectLendingThatStays,
  selectPointedAt,
  selectPointers,
  type Hindrance,
  type TakenFrom,
} from '../data/taking-back.queries.ts';
import { slimsErrors } from '../errors.ts';
import { DOORS } from './doors.ts';

/** So many rows in one statement. */
const AT_ONCE = 5000;
/** The one order of locks (`lock-order.ts` of circulation): what only one module knows, members, copies, and what hangs on them. */
const LOCK_ORDER: readonly MadeKind[] = [
  ...(['account', 'closing', 'category', 'policy', 'stocktake', 'subscription', 'issue'] as const),
  ...(['member', 'copy', 'title', 'attachment', 'loan', 'hold', 'block', 'visit', 'money'] as const),
];

/** Who watches, and may stop it. */
export interface WatchingBack {
  signal: AbortSignal;
  /** A row that stands in the way. */
  onSaid: (said: Said) => void;
  onProgress: (table: string, rows: number, of: number) => void | Promise<void>;
  /** All of it is gone: in the same transaction, with files that nothing names any more. */
  onTaken: (trx: Tx, report: MigrationReport, files: readonly string[]) => Promise<void>;
}

/** What is taken back: all that one run and those behind it brought from one system into one library. */
export interface TakingBack extends TakenFrom {
  libraryId: number;
  /** Its code, for the report. */
  library: string;
  dryRun: boolean;
}

const wordOf = ({ kind, label, by }: Hindrance): Said => ({
  table: MADE[kind].told,
  key: kind === 'member' ? shownNumber(label) : label,
  fate: 'refused',
  ...(by ? { code: 'undo_pointed_at', params: { by: by.table, count: by.rows } } : { code: 'undo_changed' }),
});

/** All that stands in the way; categories that others use stay, and are no hindrance. @returns rows in the way, by their kinds */
async function findHindrances(
  trx: Tx,
  { signal, onSaid, onProgress }: WatchingBack,
): Promise<Map<MadeKind, Set<number>>> {
  const pointers = await selectPointers(trx);
  await leaveUsedCategories(trx, pointers);
  const found = new Map<MadeKind, Set<number>>();
  const note = (hindrances: readonly Hindrance[]): void => {
    for (const one of hindrances) {
      onSaid(wordOf(one));
      found.set(one.kind, (found.get(one.kind) ?? new Set()).add(one.id));
    }
  };
  for (const [i, kind] of MADE_KINDS.entries()) {
    signal.throwIfAborted();
    await onProgress(MADE[kind].told, i, MADE_KINDS.length);
    note(await selectChanged(trx, kind));
    for (const pointer of pointers.filter((one) => one.kind === kind)) note(await selectPointedAt(trx, pointer));
  }
  return found;
}

async function report(
  trx: Tx,
  { library, dryRun }: TakingBack,
  hindered: ReadonlyMap<MadeKind, ReadonlySet<number>>,
): Promise<MigrationReport> {
  const taken = await countTaken(trx);
  const tables = MADE_KINDS.flatMap((kind): TableReport[] => {
    const rows = taken.get(kind) ?? 0;
    const refused = hindered.get(kind)?.size ?? 0;
    // blocks go with their members
    if (rows === 0 || kind === 'block') return [];
    const fates = { carried: rows - refused, merged: 0, refused, known: 0 };
    return [{ table: MADE[kind].told, rows, kind: 'rows', fates }];
  });
  const none = { debet: 0, credit: 0 };
  return {
    ...{ dryRun, library, tables },
    money: { dump: none, carried: none, refused: none, known: none, booked: dryRun ? null : 0 },
    ...{ toSettle: 0, updated: 0, conflicts: 0 },
  };
}

/** Whether it was all found as it was left. Throws `slims.undo_followed` and `slims.undo_nothing`, which no look at single rows could mend. */
async function look(trx: Tx, back: TakingBack, watching: WatchingBack): Promise<Map<MadeKind, Set<number>>> {
  const followed = await countFollowed(trx, back);
  if (followed > 0) throw slimsErrors.undoFollowed({ rows: followed });
  if (!(await isRemembered(trx, back))) throw slimsErrors.undoNothing();
  return findHindrances(trx, watching);
}

async function remove(trx: Tx, ctx: Ctx, { signal, onProgress }: WatchingBack): Promise<string[]> {
  const files: string[] = [];
  const counts = await countTaken(trx);
  const staying = await selectLendingThatStays(trx);
  for (const kind of MADE_KINDS) {
    const of = counts.get(kind) ?? 0;
    let done = 0;
    for (let after = 0; done < of;) {
      signal.throwIfAborted();
      const ids = await nextTaken(trx, kind, after, AT_ONCE);
      if (ids.length === 0) break;
      files.push(...((await DOORS[kind](trx, ctx, ids)) ?? []));
      after = ids.at(-1) ?? after;
      await onProgress(MADE[kind].told, (done += ids.length), of);
    }
  }
  await lowerLending(trx, staying);
  return files;
}

/**
 * Takes back all that a run and those behind it brought, while nothing else has touched it: in one transaction, or not at all. A trial says what would
 * go and what stands in the way, and writes nothing. What was here before them, or has gone since, stays as it is. Afterwards the same dump brings
 * everything anew. Needs `imports.run` for the network. Refuses `slims.busy`, `slims.undo_followed`, `slims.undo_nothing` and, in earnest,
 * `slims.undo_touched`.
 */
export async function takeBack(ctx: Ctx, back: TakingBack, watching: WatchingBack): Promise<MigrationReport> {
  authorize(ctx, 'imports.run', null);
  const work = async (): Promise<MigrationReport> =>
    ctx.db.transaction().execute(async (trx) => {
      await listTaken(trx, back);
      if (!back.dryRun) await lockTaken(trx, LOCK_ORDER);
      const hindered = await look(trx, back, watching);
      const told = await report(trx, back, hindered);
      if (back.dryRun) return told;
      if (hindered.size > 0) throw slimsErrors.undoTouched();
      const files = await remove(trx, ctx, watching);
      await forgetTaken(trx, back);
      await watching.onTaken(trx, told, files);
      return told;
    });
  return ctx.db.connection().execute(async (connection) => {
    if (!(await tryLockLibrary(connection, back.libraryId))) throw slimsErrors.busy();
    try {
      return await work();
    } finally {
      await unlockLibrary(connection, back.libraryId);
    }
  });
}
