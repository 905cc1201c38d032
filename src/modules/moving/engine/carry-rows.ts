import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { IdSet } from '#shared/moving/id-set';
import type { OldRow } from '#shared/moving/old-row';
import type { Said } from '#shared/moving/said';
import {
  insertCarried,
  selectCarriedRows,
  type CarriedRow,
  type CarriedTable,
  type ToCarry,
} from './data/carried.queries.ts';
import { inGroups } from './reading/in-groups.ts';
import { readRowsOf } from './reading/read-tables.ts';
import type { Run } from './run.ts';
import { saveBehind } from './save-behind.ts';
import { saveHalving } from './save-in-batches.ts';

const AT_ONCE = 1000;

/** A row that is to come, and what should be known of it where it does. */
export interface PlannedRow {
  id: number;
  key: string;
  said: readonly Said[];
}
/** A row that no earlier run has brought. */
export interface NewRow {
  row: OldRow;
  id: number;
  key: string;
}
/** What a row became; or why it did not, and what it was instead (it is then remembered all the same). */
export type BecameOf = Omit<ToCarry, 'slimsId'> | { instead: Said; becameId?: number };

/** How the rows of one table come. */
export interface RowsMoving<P extends PlannedRow> {
  table: CarriedTable;
  /** Number of a row, below 0 where it has none, and how people find it in the old system. */
  idOf: (row: OldRow) => number;
  keyOf: (row: OldRow) => string;
  /** What new rows are to become, in their order; a word for each that becomes nothing. */
  plan: (rows: readonly NewRow[]) => Promise<readonly (P | Said)[]>;
  /** Makes them, in the transaction in which they are remembered; changes nothing outside it. @returns what each became, in their order */
  save: (trx: Tx, ctx: Ctx, batch: readonly P[]) => Promise<readonly BecameOf[]>;
  /** What {@link save} would say instead of them, in a trial; left out: nothing. */
  foresee?: (batch: readonly P[]) => Promise<readonly (Said | null)[]>;
  /** It came, or would. `became` null = in a trial, or an earlier run brought it. */
  came?: (row: P, became: BecameOf | null) => void;
  /** It did not. */
  refused?: (row: P) => void;
  /** An earlier run brought it, and left it so. */
  known?: (row: OldRow, before: CarriedRow) => void;
  /** It stands twice, or has no number. */
  odd?: (row: OldRow) => void;
}

/** Brings the rows of a table: each is carried, merged, refused or known, and what is brought once is not brought again. */
export async function carryRows<P extends PlannedRow>(run: Run, moving: RowsMoving<P>): Promise<void> {
  const { ctx, ledger, source } = run;
  const { table } = moving;
  if (!run.rows.get(table)) return;
  const seen = new IdSet();
  let done = 0;

  async function onlyNew(rows: readonly OldRow[]): Promise<NewRow[]> {
    const fresh = rows.flatMap((row): NewRow[] => {
      const [id, key] = [moving.idOf(row), moving.keyOf(row)];
      if (seen.add(id)) return [{ row, id, key }];
      ledger.say({ table, key, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
      moving.odd?.(row);
      return [];
    });
    const known = await selectCarriedRows(
      ctx.db,
      source,
      table,
      fresh.map(({ id }) => id),
    );
    return fresh.filter(({ id, row }) => {
      const before = known.get(id);
      if (!before) return true;
      ledger.count(table, 'known');
      moving.known?.(row, before);
      return false;
    });
  }

  const save = async (trx: Tx, act: Ctx, batch: readonly P[]): Promise<readonly BecameOf[]> => {
    const became = await moving.save(trx, act, batch);
    const made = batch.flatMap(({ id }, i): ToCarry[] => {
      const one = became[i];
      if (!one || one.becameId === undefined) return [];
      return 'instead' in one ? [{ slimsId: id, becameId: one.becameId, isFound: true }] : [{ slimsId: id, ...one }];
    });
    await insertCarried(trx, run, table, made);
    await run.tellCame(
      trx,
      batch.flatMap(({ said }, i) => {
        const one = became[i];
        if (!one || !('instead' in one)) return [...said];
        return one.instead.fate === 'merged' ? [one.instead] : [];
      }),
    );
    return became;
  };
  const settle = (row: P, instead: Said | null, became: BecameOf | null): void => {
    if (instead) ledger.say(instead);
    else {
      ledger.count(table, 'carried');
      for (const said of row.said) ledger.say(said);
    }
    if (instead?.fate === 'refused') moving.refused?.(row);
    else moving.came?.(row, became);
  };
  await saveBehind(inGroups(readRowsOf(run.path, table), AT_ONCE), run.signal, async (rows) => {
    const planned = await moving.plan(await onlyNew(rows));
    const good = planned.filter((one): one is P => !('fate' in one));
    for (const one of planned) if ('fate' in one) ledger.say(one);
    return async () => {
      if (run.dryRun) {
        const foreseen = (await moving.foresee?.(good)) ?? [];
        for (const [i, one] of good.entries()) settle(one, foreseen[i] ?? null, null);
      } else {
        await saveHalving(
          ctx,
          good,
          save,
          (became, batch) => {
            for (const [i, one] of batch.entries()) {
              const of = became[i] ?? null;
              settle(one, of && 'instead' in of ? of.instead : null, of);
            }
          },
          (one, reason) =>
            settle(one, { table, key: one.key, fate: 'refused', code: 'saving_refused', params: { reason } }, null),
        );
      }
      await run.onProgress(table, (done += rows.length));
    };
  });
}
