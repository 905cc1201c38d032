import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { HeavyFile } from '#platform/background/heavy';
import { sentenceOf } from '#platform/requests/problem';
import { tableFile } from '#platform/papers/table-file';
import { getLibrary } from '#modules/ground/libraries';
import { localDate } from '#shared/dates';
import { accessionRegister, REGISTER_COLUMNS, registerName, type Period } from './accession-register.ts';
import { copiesFor } from './stocktake-files.ts';
import { readStocktake } from './view-stocktakes.ts';

type Told = (done: number, total: number) => void;

/** The accession register as a sheet (XLSX). Needs `catalog.read` at the library. The worker writes it (ask-sheets.ts). */
export async function registerSheet(ctx: Ctx, libraryId: number, period: Period, progress?: Told): Promise<HeavyFile> {
  const lines = await accessionRegister(ctx, libraryId, period);
  const { code } = await getLibrary(ctx, libraryId);
  const head = REGISTER_COLUMNS.map(([name]) => name);
  const rows = lines.map((line, i) => REGISTER_COLUMNS.map(([, valueOf]) => valueOf(line, i + 1)));
  return tableFile(registerName(code, period), 'xlsx', [head, ...rows], progress);
}

/**
 * The copies that were not found, to be searched for once more, as a sheet (XLSX). Needs `stocktakes.run`.
 */
export async function stocktakeSheet(ctx: Ctx, id: number, progress?: Told): Promise<HeavyFile> {
  const stocktake = await readStocktake(ctx, id);
  const { locale } = ctx;
  const head = [
    m.stocktake_col_shelf,
    m.stocktake_col_call_number,
    m.stocktake_col_title,
    m.stocktake_col_code,
    m.stocktake_col_accession,
    m.stocktake_col_price,
    m.stocktake_col_last_loan,
    m.stocktake_col_state,
  ].map((message) => message({}, { locale }));
  const copies = await copiesFor(ctx, stocktake, ['not_found']);
  const rows = copies.map((copy) => [
    copy.place?.name ?? '',
    copy.callNumber ?? '',
    copy.title,
    copy.barcode,
    copy.accessionNumber,
    copy.price,
    copy.lastLoanAt ? localDate(copy.lastLoanAt, stocktake.library.timeZone) : '',
    sentenceOf('stocktake_state', copy.state, {}, locale) ?? copy.state,
  ]);
  return tableFile(`cacah-ulang-${stocktake.id}`, 'xlsx', [head, ...rows], progress);
}
