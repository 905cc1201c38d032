import { bringStocktake } from '#modules/stock/stocktake';
import { insertCarried, readRowsOf, saveHalving, selectCarried } from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { IdSet } from '#shared/moving/id-set';
import { BY } from '../brought-by.ts';
import type { LoanSurvey } from '../loans/survey-loans.ts';
import type { Run } from '../run.ts';
import { carryStocktakeCopies } from './carry-stocktake-copies.ts';
import { planStocktake, type PlannedStocktake } from './plan-stocktake.ts';

const TABLE = 'stock_take';

const saveStocktakes =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly PlannedStocktake[]): Promise<number[]> => {
    const { library, tellCame } = run;
    const ids: number[] = [];
    for (const { stocktake } of batch) ids.push(await bringStocktake(trx, ctx, library.id, stocktake, BY));
    const came = batch.flatMap(({ id }, i) => {
      const becameId = ids[i];
      return becameId === undefined ? [] : [{ slimsId: id, becameId }];
    });
    await insertCarried(trx, run, TABLE, came);
    await tellCame(
      trx,
      batch.flatMap(({ said }) => said),
    );
    return ids;
  };

/** Stocktakes are few, one or two a year. @returns what those that came have become, now or before; 0 in a trial */
async function carryHeads(run: Run): Promise<Map<number, number>> {
  const { ctx, library, ledger } = run;
  const [seen, became] = [new IdSet(), new Map<number, number>()];
  for await (const rows of readRowsOf(run.path, TABLE)) {
    run.signal.throwIfAborted();
    const planned = rows.flatMap((row): PlannedStocktake[] => {
      const one = planStocktake(row, { timeZone: library.timeZone, now: ctx.clock.now() });
      if ('fate' in one) ledger.say(one);
      else if (seen.add(one.id)) return [one];
      else ledger.say({ table: TABLE, key: one.key, fate: 'refused', code: 'row_repeated' });
      return [];
    });
    const ids = planned.map(({ id }) => id);
    const known = await selectCarried(ctx.db, run.source, TABLE, ids);
    for (const [id, stocktake] of known) became.set(id, stocktake);
    for (let i = 0; i < known.size; i += 1) ledger.count(TABLE, 'known');
    const note = (saved: readonly number[], batch: readonly PlannedStocktake[]): void => {
      for (const [i, { id, said }] of batch.entries()) {
        became.set(id, saved[i] ?? 0);
        ledger.count(TABLE, 'carried');
        for (const one of said) ledger.say(one);
      }
    };
    const fresh = planned.filter(({ id }) => !known.has(id));
    if (run.dryRun) note([], fresh);
    else {
      await saveHalving(ctx, fresh, saveStocktakes(run), note, ({ key }, reason) =>
        ledger.say({ table: TABLE, key, fate: 'refused', code: 'saving_refused', params: { reason } }),
      );
    }
  }
  return became;
}

/** Brings the stocktakes that SLiMS has finished, as closed ones with what they found. */
export async function carryStocktakes(run: Run, loans: LoanSurvey): Promise<void> {
  if (!run.survey.rows.get(TABLE) && !run.survey.rows.get('stock_take_item')) return;
  await carryStocktakeCopies(run, loans, await carryHeads(run));
}
