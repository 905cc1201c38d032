import { bringStocktakeCopies, copiesListedIn } from '#modules/stock/stocktake';
import type { BroughtState } from '#modules/stock/stocktake/client';
import { CarriedIds, inGroups, noteFollowed, readRowsOf, saveHalving } from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { IdSet } from '#shared/moving/id-set';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { SaidCode } from '#shared/moving/said';
import { copyKey, type LoanSurvey } from '../loans/survey-loans.ts';
import type { Run } from '../run.ts';
import { stateOf } from './plan-stocktake.ts';

/** So many rows in one transaction. */
const AT_ONCE = 1000;
const TABLE = 'stock_take_item';

interface ReadyCopy {
  key: string;
  /** Of the stocktake, here; 0 in a trial in which it would come. */
  stocktake: number;
  itemId: number;
  state: BroughtState;
}
interface Carrying {
  run: Run;
  loans: LoanSurvey;
  stocktakes: ReadonlyMap<number, number>;
  copies: CarriedIds;
  /** Copies that stocktakes have named already. */
  named: Map<number, IdSet>;
}

const keyOf = (row: OldRow): string => `stock_take_id=${row('stock_take_id') ?? ''} item_id=${row('item_id') ?? ''}`;

/** Copies are found by their codes, as SLiMS itself compares them: it is the code that was scanned. */
async function planGroup({ run, loans, stocktakes, copies, named }: Carrying, rows: readonly OldRow[]) {
  const copyOf = (row: OldRow): number => {
    const code = copyKey(row('item_code'));
    return code === null ? 0 : (loans.copies.get(code) ?? 0);
  };
  await copies.fetch(rows.map(copyOf).filter((id) => id > 0));
  return rows.flatMap((row): ReadyCopy[] => {
    const [key, id, copy] = [keyOf(row), idOf(row('stock_take_id')), copyOf(row)];
    const say = (fate: 'refused' | 'merged', code: SaidCode): ReadyCopy[] => {
      run.ledger.say({ table: TABLE, key, fate, code });
      return [];
    };
    const stocktake = stocktakes.get(id);
    if (stocktake === undefined) return say('refused', 'stocktake_copy_left');
    const itemId = copy > 0 ? (copies.get(copy) ?? (run.dryRun && run.carriedCopies.has(copy) ? 0 : null)) : null;
    if (itemId === null) return say('refused', 'stocktake_copy_gone');
    const others = named.get(id) ?? new IdSet();
    named.set(id, others);
    if (!others.add(copy)) return say('merged', 'stocktake_copy_repeated');
    return [{ key, stocktake, itemId, state: stateOf(row('status')) }];
  });
}

/** What is on its list already came with an earlier run. */
async function onlyNew({ ctx, ledger }: Run, ready: readonly ReadyCopy[]): Promise<ReadyCopy[]> {
  const fresh: ReadyCopy[] = [];
  for (const [stocktake, copies] of Map.groupBy(ready, (copy) => copy.stocktake)) {
    const ids = copies.map(({ itemId }) => itemId);
    const listed = stocktake > 0 ? await copiesListedIn(ctx, stocktake, ids) : new Set<number>();
    for (const copy of copies) {
      if (listed.has(copy.itemId)) ledger.count(TABLE, 'known');
      else fresh.push(copy);
    }
  }
  return fresh;
}

const saveCopies =
  (run: Run, stocktakes: ReadonlyMap<number, number>) =>
  async (trx: Tx, ctx: Ctx, batch: readonly ReadyCopy[]): Promise<Set<number>> => {
    const all = new Set<number>();
    for (const [id, copies] of Map.groupBy(batch, ({ stocktake }) => stocktake)) {
      const added = await bringStocktakeCopies(trx, ctx, { id, libraryId: run.library.id }, copies);
      // one that an earlier run brought is not as that left it
      const rows = [...stocktakes].flatMap(([row, became]) => (became === id ? [row] : []));
      if (added.size > 0) await noteFollowed(trx, run, 'stock_take', rows, new Set());
      for (const itemId of added) all.add(itemId);
    }
    return all;
  };

/**
 * Brings what stocktakes found of copies.
 * @param stocktakes what they have become
 */
export async function carryStocktakeCopies(
  run: Run,
  loans: LoanSurvey,
  stocktakes: ReadonlyMap<number, number>,
): Promise<void> {
  const { ctx, ledger } = run;
  const carrying: Carrying = { run, loans, stocktakes, copies: new CarriedIds(run, 'item'), named: new Map() };
  let done = 0;
  for await (const rows of inGroups(readRowsOf(run.path, TABLE), AT_ONCE)) {
    run.signal.throwIfAborted();
    const fresh = await onlyNew(run, await planGroup(carrying, rows));
    const note = (copies: readonly ReadyCopy[]): void => {
      for (let i = 0; i < copies.length; i += 1) ledger.count(TABLE, 'carried');
    };
    const refuse = ({ key }: ReadyCopy, code: SaidCode, params = {}): void =>
      ledger.say({ table: TABLE, key, fate: 'refused', code, params });
    if (run.dryRun) note(fresh);
    else {
      const noteSaved = (added: ReadonlySet<number>, batch: readonly ReadyCopy[]): void => {
        note(batch.filter(({ itemId }) => added.has(itemId)));
        for (const copy of batch) if (!added.has(copy.itemId)) refuse(copy, 'stocktake_copy_gone');
      };
      await saveHalving(ctx, fresh, saveCopies(run, stocktakes), noteSaved, (copy, reason) =>
        refuse(copy, 'saving_refused', { reason }),
      );
    }
    await run.onProgress(TABLE, (done += rows.length));
  }
}
