import { followBroughtItem, foreseeBroughtItem, type DraftItem, type FollowedItem } from '#modules/collection/catalog';
import { oneAct } from '#platform/context';
import { selectCarriedRows, updateCarried, type CarriedRow } from '../data/carried.queries.ts';
import type { Said, SaidCode } from '../rules/said.ts';
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

/** @returns what is to be said of it */
async function follow(run: Run, copy: PlannedCopy, item: DraftItem, { becameId, version }: CarriedRow) {
  const { ctx, source, dryRun, tellCame } = run;
  const now = { itemId: becameId, item, version: version ?? 0 };
  const sayOf = (outcome: FollowedItem['outcome']): Said[] => {
    const code = CODES[outcome];
    return code ? [{ table: 'item', key: copy.key, fate: 'told', code }] : [];
  };
  if (dryRun) return sayOf(await foreseeBroughtItem(ctx.db, now));
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const followed = await followBroughtItem(trx, act, now);
    const said = sayOf(followed.outcome);
    if (followed.outcome !== 'written') return said;
    await updateCarried(trx, source, 'item', { slimsId: copy.id, said: copySays(copy), version: followed.version });
    await tellCame(trx, said);
    return said;
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
    for (const said of await follow(run, copy, copy.item, row)) run.ledger.say(said);
  }
}
