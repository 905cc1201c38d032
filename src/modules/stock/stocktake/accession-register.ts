import { authorize } from '#platform/rights/authorize';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { renderPdf } from '#platform/papers/pdf';
import { getLibrary, withLogo } from '#modules/ground/libraries';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import type { RegisterLine } from './client.ts';
import { selectRegister } from './data/register.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { letterheadOf } from './minutes.ts';
import { periodInput } from './schema.ts';
import type { StocktakeFile } from './stocktake-files.ts';

/** Both days included, `YYYY-MM-DD` in the library's zone. */
export interface Period {
  from: string;
  to: string;
}
/** A printed register is for a year, not for a century; a sheet takes all. */
const MAX_PRINTED = 3000;
const MAX_LINES = 200_000;

/**
 * The accession register (buku induk) of a library for a period, in the order of receipt. Needs `catalog.read` at the library.
 * @param limit how many lines at most
 * @param afterItemId the copy of the last line of the page before
 */
export async function accessionRegister(
  ctx: Ctx,
  libraryId: number,
  period: Period,
  limit = MAX_LINES,
  afterItemId: number | null = null,
): Promise<RegisterLine[]> {
  authorize(ctx, 'catalog.read', libraryId);
  const { from, to } = parseInput(periodInput, period);
  const { timeZone } = await getLibrary(ctx, libraryId);
  return selectRegister(ctx.db, { libraryId, timeZone, from, to, afterItemId, limit });
}

const SOURCES: Record<string, string> = { beli: 'Beli', hibah: 'Hibah', tukar: 'Tukar' };
const FATES: Record<string, string> = { missing: 'hilang', lost: 'hilang', damaged: 'rusak', withdrawn: 'disiangi' };
const remarkOf = ({ status, minutesNumber }: RegisterLine): string =>
  [FATES[status] ?? '', minutesNumber === null ? '' : `BA ${minutesNumber}`].filter(Boolean).join(', ');

const PRICE = 'Harga';
/** The columns of the register as offices are used to (no., received, accession number, title …), the register being Indonesian. */
export const REGISTER_COLUMNS: readonly [string, (line: RegisterLine, nth: number) => string | number | null][] = [
  ['No.', (_, nth) => nth],
  ['Tanggal terima', (line) => line.receivedOn],
  ['Nomor induk', (line) => line.accessionNumber],
  ['Judul', (line) => line.title],
  ['Pengarang', (line) => line.author],
  ['Edisi/cetakan', (line) => line.edition],
  ['Kota terbit', (line) => line.place],
  ['Penerbit', (line) => line.publisher],
  ['Tahun', (line) => line.year],
  ['Sumber', (line) => line.source && (SOURCES[line.source] ?? line.source)],
  ['Asal', (line) => line.supplier],
  ['Bahasa', (line) => line.languages],
  ['Jumlah', () => 1],
  [PRICE, (line) => line.price],
  ['Nomor klasifikasi', (line) => line.ddc],
  ['Keterangan', remarkOf],
];
export const registerName = (code: string, { from, to }: Period): string => `buku-induk-${code}-${from}-${to}`;

/** The register on paper (A4 across). Needs `catalog.read` at the library. Refuses `stocktake.register_too_long`. */
export async function registerPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  libraryId: number,
  period: Period,
): Promise<StocktakeFile> {
  const lines = await accessionRegister(ctx, libraryId, period, MAX_PRINTED + 1);
  if (lines.length > MAX_PRINTED) throw stocktakeErrors.registerTooLong({ max: MAX_PRINTED });
  const { code, name } = await getLibrary(ctx, libraryId);
  const data = {
    head: await letterheadOf(ctx.db, libraryId),
    library: name,
    period: `${formatDate(period.from, 'id')} – ${formatDate(period.to, 'id')}`,
    columns: REGISTER_COLUMNS.map(([column]) => column),
    rows: lines.map((line, i) =>
      REGISTER_COLUMNS.map(([column, valueOf]) => {
        const value = valueOf(line, i + 1);
        return column === PRICE && typeof value === 'number' ? formatNumber(value, 'id') : String(value ?? '');
      }),
    ),
  };
  const body = await renderPdf(config, 'modules/stock/stocktake/templates/register.typ', await withLogo(ctx.db, data), {
    createdAt: ctx.clock.now(),
    locale: 'id',
  });
  return { fileName: `${registerName(code, period)}.pdf`, mediaType: 'application/pdf', body };
}
