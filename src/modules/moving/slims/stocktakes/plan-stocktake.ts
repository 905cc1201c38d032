import type { BroughtStocktake } from '#modules/stock/stocktake';
import type { BroughtState } from '#modules/stock/stocktake/client';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Said } from '#shared/moving/said';
import { tidyLine } from '#shared/moving/tidy-text';
import { instantOfMoment, momentOf } from '#shared/moving/wall-clock';

export interface PlannedStocktake {
  id: number;
  key: string;
  stocktake: BroughtStocktake;
  said: Said[];
}

const LONGEST_NAME = 120;

/** What the letters of SLiMS mean; a letter that it does not know is what it writes first: missing. */
const STATES: Readonly<Record<string, BroughtState>> = { e: 'found', l: 'lent', u: 'elsewhere', m: 'not_found' };
export const stateOf = (letter: string | null): BroughtState =>
  STATES[letter?.trim().toLowerCase() ?? ''] ?? 'not_found';

const figureIn = (text: string | null): number | null => {
  const written = text?.trim() ?? '';
  return /^\d{1,9}$/.test(written) ? Number(written) : null;
};

/**
 * What becomes of a row of `stock_take`; a word where nothing does. One that runs stays behind, for SLiMS goes on with it or nobody does.
 * @param now of the run: the time of one that says none
 */
export function planStocktake(
  row: OldRow,
  { timeZone, now }: { timeZone: string; now: Date },
): PlannedStocktake | Said {
  const [id, key] = [idOf(row('stock_take_id')), `stock_take_id=${row('stock_take_id') ?? ''}`];
  const refused = { table: 'stock_take', key, fate: 'refused' } as const;
  if (id < 0) return { ...refused, code: 'key_unusable' };
  if (Number(row('is_active') ?? 0) === 1) return { ...refused, code: 'stocktake_running' };
  const [begin, end] = [row('start_date'), row('end_date')].map((text) => {
    const moment = momentOf(text);
    const at = moment && instantOfMoment(moment, timeZone);
    return at && at <= now ? at : null;
  });
  const startedAt = begin ?? end ?? now;
  const endedAt = end && end >= startedAt ? end : startedAt;
  const name = tidyLine(row('stock_take_name')).text.slice(0, LONGEST_NAME).trim();
  const by = tidyLine(row('init_user')).text.slice(0, LONGEST_NAME).trim();
  const figures = {
    expected: figureIn(row('total_item_stock_taked')),
    found: figureIn(row('total_item_exists')),
    notFound: figureIn(row('total_item_lost')),
    lent: figureIn(row('total_item_loan')),
  };
  const said: Said[] =
    begin && endedAt === end ? [] : [{ table: 'stock_take', key, fate: 'told', code: 'stocktake_undated' }];
  return {
    ...{ id, key, said },
    stocktake: { name: name || `Inventarisasi ${id}`, startedAt, endedAt, startedBy: by || null, figures },
  };
}
