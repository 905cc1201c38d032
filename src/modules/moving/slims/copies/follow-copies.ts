import { followBroughtItem, foreseeBroughtItem, type DraftItem, type FollowedItem } from '#modules/collection/catalog';
import { oneAct } from '#platform/context';
import { selectCarriedRows, updateCarried, type CarriedRow } from '../data/carried.queries.ts';
import type { SaidCode } from '../rules/said.ts';
import { textNumber } from '../rules/text-number.ts';
import type { Run } from '../run.ts';
import type { PlannedCopy } from './plan-copy.ts';

/** Stands for all that becomes of a copy. */
export const copySays = ({ item }: Pick<PlannedCopy, 'item'>): number => textNumber(JSON.stringify(item));

const CODES: Partial<Record<FollowedItem['outcome'], SaidCode>> = {
  written: 'updated_copy',
  changed_here: 'conflict_copy_changed_here',
  refused: 'conflict_copy_refused',
};

async function follow(run: Run, copy: PlannedCopy, item: DraftItem, { becameId, version }: CarriedRow) {
  const { ctx, source, dryRun } = run;
  const now = { itemId: becameId, item, version: version ?? 0 };
  if (dryRun) return foreseeBroughtItem(ctx.db, now);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const followed = await followBroughtItem(trx, act, now);
    if (followed.outcome === 'written') {
      await updateCarried(trx, source, 'item', { slimsId: copy.id, said: copySays(copy), version: followed.version });
    }
    return followed.outcome;
  });
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
    if (!row || row.said === null || copy.item === null || row.said === copySays(copy)) continue;
    run.signal.throwIfAborted();
    const code = CODES[await follow(run, copy, copy.item, row)];
    if (code) run.ledger.say({ table: 'item', key: copy.key, fate: 'told', code });
  }
}
