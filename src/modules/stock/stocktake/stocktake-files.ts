import { z } from 'zod';
import { withLogo } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { COPY_STATES, type CopyState } from './client.ts';
import { findMinutes, selectCopies, selectResults } from './data/stocktake-views.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { letterheadOf, signedShape } from './minutes.ts';
import { readStocktake } from './view-stocktakes.ts';

export interface StocktakeFile {
  fileName: string;
  mediaType: string;
  body: Uint8Array<ArrayBuffer>;
}
const PDF = 'application/pdf';
/** As many lines as a sheet of a big library may have. */
const MAX_LINES = 100_000;

const minutesShape = signedShape.extend({
  counts: z.record(z.enum(COPY_STATES), z.number()),
  strays: z.object({ unknown: z.number(), withdrawn: z.number(), outOfScope: z.number() }),
});
const plain = (text: string): string => text.replaceAll(/[^\w-]+/g, '-');

/**
 * The minutes of a stocktake (berita acara cacah ulang) as they were signed, with the list of what was booked as missing. Needs
 * `stocktakes.run`. Throws `stocktake.not_found`, `stocktake.not_approved`, `stocktake.brought` (another system has finished it).
 */
export async function stocktakeMinutesPdf(ctx: Ctx, config: Pick<Config, 'root'>, id: number): Promise<StocktakeFile> {
  const stocktake = await readStocktake(ctx, id);
  if (stocktake.brought) throw stocktakeErrors.brought({ from: stocktake.brought.from });
  if (stocktake.minutesNumber === null) throw stocktakeErrors.notApproved();
  const { counts, strays, ...signed } = minutesShape.parse(await findMinutes(ctx.db, id));
  const results = await selectResults(ctx.db, id);
  const data = {
    ...signed,
    number: stocktake.minutesNumber,
    name: stocktake.name,
    scope: scopeInWords(stocktake),
    startedBy: stocktake.startedBy,
    counts: COPY_STATES.map((state) => [STATE_WORDS[state], counts[state]]),
    expected: COPY_STATES.reduce((sum, state) => sum + counts[state], 0),
    strays: [
      ['Kode tidak dikenal', strays.unknown],
      ['Sudah disiangi tetapi ada di rak', strays.withdrawn],
      ['Bukan lingkup cacah ulang ini', strays.outOfScope],
    ],
    missing: results
      .filter(({ kind }) => kind === 'missing')
      .map(({ barcode, title, callNumber, undoneAt }) => ({
        barcode,
        title,
        callNumber: callNumber ?? '',
        undone: undoneAt !== null,
      })),
    changed: {
      foundAgain: results.filter(({ kind }) => kind === 'found_again').length,
      shelf: results.filter(({ kind }) => kind === 'shelf').length,
    },
  };
  const body = await renderPdf(config, 'modules/stock/stocktake/templates/minutes.typ', await withLogo(ctx.db, data), {
    createdAt: stocktake.endedAt ?? ctx.clock.now(),
    locale: 'id',
  });
  return { fileName: `berita-acara-${plain(stocktake.minutesNumber)}.pdf`, mediaType: PDF, body };
}

/** In Indonesian, as the minutes are. */
const STATE_WORDS: Record<CopyState, string> = {
  found: 'Ada di raknya',
  misplaced: 'Ada di rak lain',
  lent_on_shelf: 'Tercatat dipinjam tetapi ada di rak',
  found_again: 'Semula hilang, ketemu lagi',
  lent: 'Dipinjam, dipesan, atau dalam perjalanan',
  elsewhere: 'Diperbaiki, diolah, atau sudah tercatat hilang',
  not_found: 'Tidak ditemukan',
};

function scopeInWords(stocktake: Awaited<ReturnType<typeof readStocktake>>): string {
  const { spaces, classFrom, classTo, itemType } = stocktake;
  const parts = [
    spaces.length > 0 ? `rak ${spaces.map(({ name }) => name).join(', ')}` : '',
    classFrom !== null || classTo !== null ? `kelas ${classFrom ?? '000'} sampai ${classTo ?? '999'}` : '',
    itemType === null ? '' : `jenis ${itemType}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'seluruh koleksi' : parts.join('; ');
}

/** After the approval what was not found is booked as missing, and the list is the one that was approved. */
export async function copiesFor(ctx: Ctx, stocktake: { id: number; status: string }, states: readonly CopyState[]) {
  if (stocktake.status !== 'approved' || !states.includes('not_found')) {
    return selectCopies(ctx.db, stocktake.id, { states, limit: MAX_LINES });
  }
  const all = await selectCopies(ctx.db, stocktake.id, { limit: MAX_LINES });
  const booked = new Set(
    (await selectResults(ctx.db, stocktake.id)).filter(({ kind }) => kind === 'missing').map(({ barcode }) => barcode),
  );
  return all
    .filter((copy) => booked.has(copy.barcode) || states.includes(copy.state))
    .map((copy) => (booked.has(copy.barcode) ? { ...copy, state: 'not_found' as const } : copy));
}

/** The list of what was not found yet, on paper, to go along the shelves with. Needs `stocktakes.run`. */
export async function notFoundPdf(ctx: Ctx, config: Pick<Config, 'root'>, id: number): Promise<StocktakeFile> {
  const stocktake = await readStocktake(ctx, id);
  const copies = await copiesFor(ctx, stocktake, ['not_found']);
  const shelves = Map.groupBy(copies, (copy) => copy.place?.name ?? '');
  const data = {
    head: await letterheadOf(ctx.db, stocktake.library.id),
    name: stocktake.name,
    count: copies.length,
    shelves: [...shelves].map(([name, list]) => ({
      name: name || 'Rak belum dicatat',
      copies: list.map(({ title, barcode, callNumber }) => ({ title, barcode, callNumber: callNumber ?? '' })),
    })),
  };
  const body = await renderPdf(
    config,
    'modules/stock/stocktake/templates/not-found.typ',
    await withLogo(ctx.db, data),
    {
      createdAt: ctx.clock.now(),
      locale: 'id',
    },
  );
  return { fileName: `belum-ketemu-${stocktake.id}.pdf`, mediaType: PDF, body };
}
