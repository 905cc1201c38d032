import { bringClosings, judgeClosings, type Closing, type JudgedClosing } from '#modules/ground/libraries';
import { carryRows, type BecameOf, type PlannedRow } from '#modules/moving/engine';
import { isDay } from '#shared/dates';
import { withoutNik } from '#shared/moving/nik-in-text';
import { OLD_SYSTEMS } from '#shared/moving/old-systems';
import type { Said } from '#shared/moving/said';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { dayOf } from '#shared/moving/wall-clock';
import { idOf, keyOf } from '../rules/ids.ts';
import type { Run } from '../run.ts';

const TABLE = 'holidays';
const LONGEST_REASON = 200;
const NO_REASON = 'Libur';

interface PlannedHoliday extends PlannedRow {
  closing: Closing;
}

/** A word about a row whose day does not come anew. */
function insteadOf(key: string, judged: JudgedClosing | { id: number } | undefined): Said | null {
  if (judged === undefined || judged === 'new') return null;
  if (judged === 'opens') return { table: TABLE, key, fate: 'refused', code: 'holiday_open_here' };
  return 'id' in judged ? null : { table: TABLE, key, fate: 'merged', code: 'holiday_there' };
}

/** Brings the days on which the library is closed. What people have entered here stays. */
export async function carryHolidays(run: Run): Promise<void> {
  const firsts = new Map<string, number>();
  const closingsOf = (batch: readonly PlannedHoliday[]): Closing[] => batch.map(({ closing }) => closing);
  await carryRows<PlannedHoliday>(run, {
    ...{ table: TABLE, keyOf, idOf: (row) => idOf(row('id')) },
    plan: async (rows) =>
      Promise.resolve(
        rows.map(({ row, id, key }): PlannedHoliday | Said => {
          const date = dayOf(row('dates'));
          if (date === null || !isDay(date)) return { table: TABLE, key, fate: 'refused', code: 'holiday_undated' };
          const first = firsts.get(date);
          if (first !== undefined) {
            return { table: TABLE, key, fate: 'merged', code: 'holiday_repeated', params: { holiday: first } };
          }
          firsts.set(date, id);
          const reason = cutOff(withoutNik(tidyLine(row('names')).text).text, LONGEST_REASON).trim() || NO_REASON;
          return { id, key, said: [], closing: { on: date, reason } };
        }),
      ),
    foresee: async (batch) => {
      const judged = await judgeClosings(run.ctx, run.library.id, closingsOf(batch));
      return batch.map(({ key }, i) => insteadOf(key, judged[i]));
    },
    save: async (trx, act, batch) => {
      const judged = await bringClosings(trx, act, run.library, closingsOf(batch), OLD_SYSTEMS.inlislite);
      return batch.map(({ key }, i): BecameOf => {
        const one = judged[i];
        if (one !== undefined && typeof one !== 'string' && 'id' in one) return { becameId: one.id };
        const instead = insteadOf(key, one) ?? { table: TABLE, key, fate: 'merged', code: 'holiday_there' };
        // a day that stands here already is remembered as well: once people have taken it out it does not come back
        const there = one !== undefined && typeof one !== 'string' ? one.there : null;
        return there === null ? { instead } : { instead, becameId: there };
      });
    },
  });
}
