import { bringHolds } from '#modules/lending/circulation';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { CarriedIds, insertCarried, selectCarried, saveHalving } from '#modules/moving/engine';
import { BY } from '../brought-by.ts';
import type { LoanSurvey } from '../loans/survey-loans.ts';
import type { Said } from '#shared/moving/said';
import { instantOfMoment } from '#shared/moving/wall-clock';
import type { Run } from '../run.ts';
import { planReserve, refusedReserve, type PlannedReserve } from './plan-reserve.ts';
import { surveyReserves, type ReadReserve, type ReserveSurvey } from './survey-reserves.ts';

/** So many rows in one transaction. */
const AT_ONCE = 500;
const TABLE = 'reserve';

interface Carrying {
  run: Run;
  loans: LoanSurvey;
  survey: ReserveSurvey;
  titles: CarriedIds;
  members: CarriedIds;
  /** Rows that came, by title and member: who waits twice waits once. */
  firsts: Map<string, number>;
}
type ReadyHold = PlannedReserve & { bibId: number; memberId: number };

/** What waits already was remembered as well: once it is over here it does not come back. */
const saveHolds =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly ReadyHold[]): Promise<(Said | null)[]> => {
    const { library, tellCame } = run;
    const { clock } = run.ctx;
    const holds = batch.map(({ bibId, memberId, at }) => ({
      ...{ bibId, memberId, libraryId: library.id },
      placedAt: at === null ? clock.now() : instantOfMoment(at, library.timeZone),
    }));
    const brought = await bringHolds(trx, ctx, holds, BY);
    const pairs = batch.map((hold, i) => ({ hold, became: brought[i] }));
    const came = pairs.flatMap(({ hold, became }) => {
      if (!became || 'refused' in became) return [];
      return 'id' in became
        ? [{ slimsId: hold.id, becameId: became.id }]
        : [{ slimsId: hold.id, becameId: became.there, isFound: true }];
    });
    await insertCarried(trx, run, TABLE, came);
    const instead = pairs.map(({ hold: { key }, became }): Said | null => {
      if (became && 'refused' in became) return refusedReserve(key, became.refused);
      return became && 'there' in became ? { table: TABLE, key, fate: 'merged', code: 'hold_there' } : null;
    });
    const words = pairs.flatMap(({ hold }, i) => (instead[i] ? [instead[i]] : hold.said));
    await tellCame(
      trx,
      words.filter(({ fate }) => fate !== 'refused'),
    );
    return instead;
  };

function note({ run: { ledger } }: Carrying, hold: ReadyHold, instead: Said | null): void {
  if (instead) {
    ledger.say(instead);
    return;
  }
  ledger.count(TABLE, 'carried');
  for (const said of hold.said) ledger.say(said);
}

async function planGroup(carrying: Carrying, rows: readonly ReadReserve[]): Promise<ReadyHold[]> {
  const { run, loans, survey, titles, members, firsts } = carrying;
  const { ctx, dryRun, ledger, source, library } = run;
  const today = localDate(ctx.clock.now(), library.timeZone);
  const known = await selectCarried(
    ctx.db,
    source,
    TABLE,
    rows.map(({ id }) => id),
  );
  await titles.fetch(rows.map(({ bib }) => bib));
  await members.fetch(rows.map(({ member }) => member));
  return rows.flatMap((row): ReadyHold[] => {
    const pair = `${row.member} ${row.bib}`;
    const first = firsts.get(pair);
    if (known.has(row.id)) {
      ledger.count(TABLE, 'known');
      if (first === undefined) firsts.set(pair, row.id);
      return [];
    }
    if (first !== undefined) {
      ledger.say({ table: TABLE, key: row.key, fate: 'merged', code: 'hold_repeated', params: { hold: first } });
      return [];
    }
    const bibId = titles.get(row.bib) ?? (dryRun && run.carriedTitles.has(row.bib) ? 0 : null);
    const isComing = dryRun && loans.members.get(row.member) !== undefined && !members.isForgotten(row.member);
    const memberId = members.get(row.member) ?? (isComing ? 0 : null);
    const planned = planReserve(row, {
      ...{ survey, today },
      isTitleHere: bibId !== null,
      isMemberHere: memberId !== null,
    });
    if ('fate' in planned || bibId === null || memberId === null) {
      if ('fate' in planned) ledger.say(planned);
      return [];
    }
    firsts.set(pair, row.id);
    return [{ ...planned, bibId, memberId }];
  });
}

/** Brings who waits for what, in the order of the queues. */
export async function carryReserves(run: Run, loans: LoanSurvey): Promise<void> {
  if (!run.survey.rows.get(TABLE)) return;
  const survey = await surveyReserves(run, loans);
  const carrying: Carrying = {
    ...{ run, loans, survey, firsts: new Map() },
    ...{ titles: new CarriedIds(run, 'biblio'), members: new CarriedIds(run, 'member') },
  };
  for (let from = 0; from < survey.reserves.length; from += AT_ONCE) {
    run.signal.throwIfAborted();
    const ready = await planGroup(carrying, survey.reserves.slice(from, from + AT_ONCE));
    if (run.dryRun) for (const hold of ready) note(carrying, hold, null);
    else {
      await saveHalving(
        run.ctx,
        ready,
        saveHolds(run),
        (instead, batch) => {
          for (const [i, hold] of batch.entries()) note(carrying, hold, instead[i] ?? null);
        },
        ({ key }, reason) =>
          run.ledger.say({ table: TABLE, key, fate: 'refused', code: 'saving_refused', params: { reason } }),
      );
    }
    await run.onProgress(TABLE, Math.min(from + AT_ONCE, survey.reserves.length));
  }
}
