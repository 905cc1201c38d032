import { followBroughtItem, foreseeBroughtItem } from '#modules/collection/catalog';
import { selectCarriedRows } from '../data/carried.queries.ts';
import { followRow } from '../follow-row.ts';
import type { Run } from '../run.ts';
import type { CopiesMoving, PlannedCopy } from './planned-copy.ts';

const CODES = {
  written: 'updated_copy',
  changed_here: 'conflict_copy_changed_here',
  refused: 'conflict_copy_refused',
} as const;

/** Brings copies up to date that the old system has changed since they came, and nobody here has. */
export async function followCopies(
  run: Run,
  { table, oldNumbers }: Pick<CopiesMoving, 'table' | 'oldNumbers'>,
  copies: readonly PlannedCopy[],
): Promise<void> {
  const known = await selectCarriedRows(
    run.ctx.db,
    run.source,
    table,
    copies.map(({ id }) => id),
  );
  for (const { id, key, item, says } of copies) {
    const row = known.get(id);
    if (!row || row.said === null || item === null || row.said === says) continue;
    run.signal.throwIfAborted();
    const now = { itemId: row.becameId, item, version: row.state ?? 0, oldNumbers };
    const told = await followRow(
      run,
      { table, slimsId: id, key, says },
      {
        codes: CODES,
        foresee: async () => foreseeBroughtItem(run.ctx.db, now),
        follow: async (trx, ctx) => followBroughtItem(trx, ctx, now),
      },
    );
    for (const said of told) run.ledger.say(said);
  }
}
