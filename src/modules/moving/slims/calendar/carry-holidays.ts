import { bringClosings, judgeClosings, type JudgedClosing } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertCarried, selectCarried, inGroups, readRowsOf, saveHalving } from '#modules/moving/engine';
import { BY } from '../brought-by.ts';
import { IdSet } from '#shared/moving/id-set';
import type { Said } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { planHoliday, type PlannedHoliday } from './plan-holiday.ts';

/** So many rows in one transaction. */
const AT_ONCE = 200;
const TABLE = 'holiday';

type Became = JudgedClosing | { id: number };

/** A word about a row whose day does not come anew. */
function saidOf(key: string, became: Became): Said | null {
  if (became === 'opens') return { table: TABLE, key, fate: 'refused', code: 'holiday_open_here' };
  if (became === 'new' || 'id' in became) return null;
  return { table: TABLE, key, fate: 'merged', code: 'holiday_there' };
}

/** A day that stands here already is remembered as well: once people have taken it out it does not come back. */
const saveHolidays =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly PlannedHoliday[]): Promise<Became[]> => {
    const { library, tellCame } = run;
    const closings = batch.map(({ closing }) => closing);
    const brought = await bringClosings(trx, ctx, library, closings, BY);
    const came = batch.flatMap(({ id }, i) => {
      const one = brought[i];
      if (one === undefined || one === 'opens') return [];
      if ('id' in one) return [{ slimsId: id, becameId: one.id }];
      return one.there === null ? [] : [{ slimsId: id, becameId: one.there, isFound: true }];
    });
    await insertCarried(trx, run, TABLE, came);
    const words = batch.flatMap(({ key }, i) => saidOf(key, brought[i] ?? 'new') ?? []);
    await tellCame(
      trx,
      words.filter(({ fate }) => fate === 'merged'),
    );
    return brought;
  };

/** The rows that no earlier run has brought and no row before them has said. @param firsts days that rows have said, with the first of each */
async function planGroup(
  { ctx, ledger, source }: Run,
  rows: readonly OldRow[],
  { seen, firsts }: { seen: IdSet; firsts: Map<string, number> },
): Promise<PlannedHoliday[]> {
  const known = await selectCarried(
    ctx.db,
    source,
    TABLE,
    rows.map((row) => idOf(row('holiday_id'))),
  );
  return rows.flatMap((row): PlannedHoliday[] => {
    const planned = planHoliday(row);
    const id = idOf(row('holiday_id'));
    if (!seen.add(id)) {
      const code = id < 0 ? 'key_unusable' : 'row_repeated';
      ledger.say({ table: TABLE, key: planned.key, fate: 'refused', code });
      return [];
    }
    const isKnown = known.has(id);
    if (isKnown) ledger.count(TABLE, 'known');
    if ('fate' in planned) {
      if (!isKnown) ledger.say(planned);
      return [];
    }
    const first = firsts.get(planned.same);
    if (first === undefined) firsts.set(planned.same, id);
    else if (!isKnown) {
      ledger.say({
        table: TABLE,
        ...{ key: planned.key, fate: 'merged', code: 'holiday_repeated', params: { holiday: first } },
      });
    }
    return isKnown || first !== undefined ? [] : [planned];
  });
}

/** Brings the days on which the library is closed. What people have entered here stays, its weekly hours too. */
export async function carryHolidays(run: Run): Promise<void> {
  const { ctx, ledger, library } = run;
  if (!run.survey.rows.get(TABLE)) return;
  const known = { seen: new IdSet(), firsts: new Map<string, number>() };
  const note = (became: readonly Became[], batch: readonly PlannedHoliday[]): void => {
    for (const [i, { key }] of batch.entries()) {
      const said = saidOf(key, became[i] ?? 'new');
      if (said) ledger.say(said);
      else ledger.count(TABLE, 'carried');
    }
  };
  let done = 0;
  for await (const rows of inGroups(readRowsOf(run.path, TABLE), AT_ONCE)) {
    run.signal.throwIfAborted();
    const planned = await planGroup(run, rows, known);
    const closings = planned.map(({ closing }) => closing);
    if (run.dryRun) note(await judgeClosings(ctx, library.id, closings), planned);
    else {
      await saveHalving(ctx, planned, saveHolidays(run), note, ({ key }, reason) =>
        ledger.say({ table: TABLE, key, fate: 'refused', code: 'saving_refused', params: { reason } }),
      );
    }
    await run.onProgress(TABLE, (done += rows.length));
  }
}
