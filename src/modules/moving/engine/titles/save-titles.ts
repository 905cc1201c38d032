import { saveBibBatch } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { isUpdated } from '#shared/moving/said';
import { insertCarried, selectCarriedRows, type CarriedTable } from '../data/carried.queries.ts';
import type { Run } from '../run.ts';
import { saveHalving } from '../save-in-batches.ts';
import { followTitles, foreseeTitles, titleSays, type FollowedTitles, type PlannedTitle } from './follow-titles.ts';

/** A record that nobody has changed yet. */
const FIRST_VERSION = 1;
const idsOf = (batch: readonly PlannedTitle[]): number[] => batch.map(({ id }) => id);

const saveNew =
  (run: Run, table: CarriedTable) =>
  async (trx: Tx, ctx: Ctx, batch: readonly PlannedTitle[]): Promise<FollowedTitles> => {
    const { source, tellCame } = run;
    const known = await selectCarriedRows(trx, source, table, idsOf(batch));
    const fresh = batch.flatMap((title) => {
      const { id, record: marc, hidden, enteredAt, said } = title;
      if (marc === null || known.has(id)) return [];
      return [
        { id, says: titleSays(title), draft: { mode: 'create', marc, hidden, enteredAt, items: [] } as const, said },
      ];
    });
    const saved = await saveBibBatch(
      trx,
      ctx,
      fresh.map(({ draft }) => draft),
    );
    const became = fresh.map(({ id, says }, i) => {
      const becameId = saved[i]?.bibId;
      if (becameId === undefined) throw new Error(`the catalogue says nothing of the title ${id}`);
      return { slimsId: id, becameId, said: says, state: FIRST_VERSION };
    });
    await insertCarried(trx, run, table, became);
    await tellCame(
      trx,
      fresh.flatMap(({ said }) => said.filter(({ fate }) => fate === 'told')),
    );
    const followed = await followTitles(trx, ctx, run, table, batch, known);
    await tellCame(trx, followed.said.filter(isUpdated));
    return followed;
  };

/**
 * Saves the titles that no earlier run has brought, and brings those up to date that the old system has changed since and nobody here has. A trial
 * only says what would come.
 * @param titles none of them refused
 * @param note is told what became of those that were saved, or would be
 */
export async function saveTitles<T extends PlannedTitle>(
  run: Run,
  table: CarriedTable,
  titles: readonly T[],
  note: (followed: FollowedTitles, batch: readonly T[]) => void,
  refuse: (title: T, reason: string) => void,
): Promise<void> {
  const { ctx, source } = run;
  if (run.dryRun) {
    const known = await selectCarriedRows(ctx.db, source, table, idsOf(titles));
    note(await foreseeTitles(ctx.db, table, titles, known), titles);
  } else await saveHalving(ctx, titles, saveNew(run, table), note, refuse);
}
