import { followBroughtItem, foreseeBroughtItem, type DraftItem, type FollowedItem } from '#modules/collection/catalog';
import { selectCarriedRows, updateCarried, type CarriedRow } from '../data/carried.queries.ts';
import type { Said, SaidCode } from '../rules/said.ts';
import type { Run } from '../run.ts';
import { inOneOrRefused } from '../save-in-batches.ts';
import { OLD_NUMBERS, type PlannedCopy } from './plan-copy.ts';

const CODES: Partial<Record<FollowedItem['outcome'], SaidCode>> = {
  written: 'updated_copy',
  changed_here: 'conflict_copy_changed_here',
  refused: 'conflict_copy_refused',
};

/** @returns what is to be said of it */
async function follow(run: Run, copy: PlannedCopy, item: DraftItem, { becameId, state }: CarriedRow): Promise<Said[]> {
  const { ctx, source, dryRun, tellCame } = run;
  const now = { itemId: becameId, item, version: state ?? 0, keptNotes: OLD_NUMBERS };
  const sayOf = (outcome: FollowedItem['outcome']): Said[] => {
    const code = CODES[outcome];
    return code ? [{ table: 'item', key: copy.key, fate: 'told', code }] : [];
  };
  if (dryRun) return sayOf(await foreseeBroughtItem(ctx.db, now));
  return inOneOrRefused(
    ctx,
    async (trx, act) => {
      const followed = await followBroughtItem(trx, act, now);
      const said = sayOf(followed.outcome);
      if (!('version' in followed)) return said;
      await updateCarried(trx, source, 'item', { slimsId: copy.id, said: copy.says, state: followed.version });
      await tellCame(trx, said);
      return said;
    },
    () => sayOf('refused'),
  );
}

/** Brings copies up to date that SLiMS has changed since they came, and nobody here has. What people have to decide is asked again by the next run. */
export async function followCopies(run: Run, copies: readonly PlannedCopy[]): Promise<void> {
  const known = await selectCarriedRows(
    run.ctx.db,
    run.source,
    'item',
    copies.map(({ id }) => id),
  );
  for (const copy of copies) {
    const row = known.get(copy.id);
    if (!row || row.said === null || copy.item === null || row.said === copy.says) continue;
    run.signal.throwIfAborted();
    for (const said of await follow(run, copy, copy.item, row)) run.ledger.say(said);
  }
}
