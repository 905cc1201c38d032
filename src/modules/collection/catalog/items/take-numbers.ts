import { nextNumber, raiseCounter } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { numberScope, readNumber, renderNumber } from '#shared/number-pattern';
import {
  accessionNumbersOfLibrary,
  barcodesLike,
  takenAccessionNumbers,
  takenBarcodes,
} from '../data/items.queries.ts';
import { accessionNumber, accessionPosition, accessionScope, type AccessionValues } from '../rules/accession-number.ts';

interface Series {
  counter: string;
  scope: string;
  render(seq: number): string;
  /** Which of these are in use already: imports and hands bring numbers that no counter knows. */
  taken(numbers: readonly string[]): Promise<string[]>;
  /** The highest position in use. */
  highest(): Promise<number>;
}

async function takeFrom(trx: Tx, series: Series, count: number): Promise<string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) {
    const wanted = count - numbers.length;
    const first = await nextNumber(trx, series.counter, series.scope, wanted);
    const candidates = Array.from({ length: wanted }, (_, i) => series.render(first + i));
    const taken = new Set(await series.taken(candidates));
    numbers.push(...candidates.filter((number) => !taken.has(number)));
    if (taken.size > 0) await raiseCounter(trx, series.counter, series.scope, await series.highest());
  }
  return numbers;
}

/** Takes accession numbers from the locked counter of a library and year. They are permanent and never used twice. */
export async function takeAccessionNumbers(
  trx: Tx,
  pattern: string,
  libraryId: number,
  values: AccessionValues,
  count: number,
): Promise<string[]> {
  return takeFrom(
    trx,
    {
      counter: 'accession',
      scope: `${libraryId} ${accessionScope(pattern, values)}`,
      render: (seq) => accessionNumber(pattern, values, seq),
      taken: async (numbers) => takenAccessionNumbers(trx, libraryId, numbers),
      highest: async () => {
        const numbers = await accessionNumbersOfLibrary(trx, libraryId);
        return numbers.reduce((most, number) => Math.max(most, accessionPosition(pattern, values, number)), 0);
      },
    },
    count,
  );
}

/** Takes barcodes from their counter; whatever is in the pattern beside it (library, year) has a count of its own. */
export async function takeBarcodes(
  trx: Tx,
  pattern: string,
  values: Omit<AccessionValues, 'source'>,
  count: number,
): Promise<string[]> {
  const given = { date: values.date, values: { code: values.code } };
  const scope = numberScope(pattern, given);
  return takeFrom(
    trx,
    {
      counter: 'item_barcode',
      scope,
      render: (seq) => renderNumber(pattern, given, seq),
      taken: async (numbers) => takenBarcodes(trx, numbers),
      highest: async () => {
        const barcodes = await barcodesLike(trx, scope.slice(0, scope.indexOf('#')));
        return barcodes.reduce((most, barcode) => {
          const read = readNumber(pattern, barcode);
          return read?.scope === scope ? Math.max(most, read.seq) : most;
        }, 0);
      },
    },
    count,
  );
}
