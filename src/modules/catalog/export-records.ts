import Papa from 'papaparse';
import { authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { FORMULA } from '#shared/csv-cell';
import { deriveBib } from '#shared/marc/derive';
import { writeIso2709 } from '#shared/marc/iso2709-write';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from '#shared/marc/marcxml-write';
import { recordAudit } from '#modules/audit';
import { countExportLines, selectLongBibIds, type ExportedBib, type ExportFilter } from './data/export.queries.ts';
import { catalogErrors } from './errors.ts';
import { exportPages, type ExportPage } from './export-pages.ts';
import { xlsxOf } from './export-xlsx.ts';
import { withItemFields } from './rules/formats/item-fields.ts';
import { SLIMS_BIBLIO_COLUMNS, SLIMS_ITEM_COLUMNS, slimsBiblioRow, slimsItemRow } from './rules/formats/slims.ts';
import type { ExportFormat } from './rules/terms.ts';

/** A file on its way out, in pieces: memory stays flat however large the catalogue is. */
export interface ExportFile {
  fileName: string;
  mediaType: string;
  body: AsyncIterable<Uint8Array | string>;
  /** Records that are too long for ISO 2709 and are not in the file; only `marc` leaves any out. */
  leftOut: LeftOut[];
}

export interface LeftOut {
  id: number;
  title: string;
}

/** More is not opened with pleasure by the spreadsheets that libraries have. */
const XLSX_ROWS = 200_000;

/** A value that a spreadsheet could take for a formula gets an apostrophe before it. */
const csvLines = (rows: readonly (readonly string[])[]): string =>
  Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\n', escapeFormulae: FORMULA },
  ) + '\n';

const isoOf = (bib: ExportedBib, items: ExportPage['items']) =>
  writeIso2709(withItemFields(bib.marc, items.get(bib.id) ?? []));

async function* marc(ctx: Ctx, filter: ExportFilter, unwritten: number[]): AsyncGenerator<Uint8Array> {
  for await (const { bibs, items } of exportPages(ctx, filter, true)) {
    for (const bib of bibs) {
      const written = isoOf(bib, items);
      if (written.ok) yield written.bytes;
      else unwritten.push(bib.id);
    }
  }
}

async function* marcXml(ctx: Ctx, filter: ExportFilter): AsyncGenerator<string> {
  yield MARCXML_COLLECTION_OPEN;
  for await (const { bibs, items } of exportPages(ctx, filter, true)) {
    yield bibs.map((bib) => writeMarcXml(withItemFields(bib.marc, items.get(bib.id) ?? []))).join('\n') + '\n';
  }
  yield MARCXML_COLLECTION_CLOSE;
}

async function* slimsBiblio(ctx: Ctx, filter: ExportFilter): AsyncGenerator<string> {
  yield csvLines([[...SLIMS_BIBLIO_COLUMNS]]);
  for await (const { bibs, items } of exportPages(ctx, filter, true)) {
    yield csvLines(bibs.map((bib) => slimsBiblioRow(deriveBib(bib.marc), items.get(bib.id) ?? [])));
  }
}

async function* slimsItems(ctx: Ctx, filter: ExportFilter): AsyncGenerator<string> {
  yield csvLines([[...SLIMS_ITEM_COLUMNS]]);
  for await (const { bibs, items } of exportPages(ctx, filter, true)) {
    const rows = bibs.flatMap((bib) => {
      const { title } = deriveBib(bib.marc);
      return (items.get(bib.id) ?? []).map((item) => slimsItemRow(title, item));
    });
    if (rows.length > 0) yield csvLines(rows);
  }
}

const KINDS: Readonly<Record<ExportFormat, { name: string; mediaType: string }>> = {
  marc: { name: 'katalog.mrc', mediaType: 'application/marc' },
  marcxml: { name: 'katalog.xml', mediaType: 'application/marcxml+xml; charset=utf-8' },
  'slims-csv': { name: 'slims-biblio.csv', mediaType: 'text/csv; charset=utf-8' },
  'slims-items-csv': { name: 'slims-item.csv', mediaType: 'text/csv; charset=utf-8' },
  xlsx: { name: 'katalog.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
};

/**
 * Records that ISO 2709 cannot hold with their copies: longer than 99,999 bytes, or with a field longer than 9,999. MARCXML holds
 * them. Needs `exports.run`.
 */
export async function listTooLongForMarc(ctx: Ctx, filter: ExportFilter = {}): Promise<LeftOut[]> {
  authorizeAnywhere(ctx, 'exports.run');
  const ids = await selectLongBibIds(ctx.db, filter);
  const leftOut: LeftOut[] = [];
  if (ids.length === 0) return leftOut;
  for await (const { bibs, items } of exportPages(ctx, { ...filter, ids }, true)) {
    for (const bib of bibs) {
      if (!isoOf(bib, items).ok) leftOut.push({ id: bib.id, title: deriveBib(bib.marc).title });
    }
  }
  return leftOut;
}

/**
 * Records with their copies as a file: MARC (copies as 952), MARCXML, SLiMS' two CSV files, or an Excel sheet. Needs `exports.run`.
 * Refuses `catalog.export_too_long_for_xlsx` (more than 200,000 rows). The trace is written when the file has been read to its end; it
 * names the records that are not in it, as `leftOut` does beforehand.
 * @param input.mostRows of an Excel sheet
 */
export async function exportRecords(
  ctx: Ctx,
  input: { format: ExportFormat; filter?: ExportFilter; mostRows?: number },
): Promise<ExportFile> {
  authorizeAnywhere(ctx, 'exports.run');
  const { format, filter = {}, mostRows = XLSX_ROWS } = input;
  if (format === 'xlsx') {
    const rows = await countExportLines(ctx.db, filter);
    if (rows > mostRows) throw catalogErrors.exportTooLongForXlsx({ rows, limit: mostRows });
  }
  const leftOut = format === 'marc' ? await listTooLongForMarc(ctx, filter) : [];
  const unwritten: number[] = [];
  const bodies: Readonly<Record<ExportFormat, () => AsyncIterable<Uint8Array | string>>> = {
    marc: () => marc(ctx, filter, unwritten),
    marcxml: () => marcXml(ctx, filter),
    'slims-csv': () => slimsBiblio(ctx, filter),
    'slims-items-csv': () => slimsItems(ctx, filter),
    xlsx: () => xlsxOf(ctx, filter),
  };
  async function* traced(): AsyncGenerator<Uint8Array | string> {
    yield* bodies[format]();
    await ctx.db.transaction().execute(async (trx) =>
      recordAudit(trx, ctx, {
        action: 'catalog.exported',
        entity: 'export',
        entityId: format,
        after: { filter, ...(unwritten.length > 0 ? { unwritten } : {}) },
      }),
    );
  }
  const kind = KINDS[format];
  return { fileName: kind.name, mediaType: kind.mediaType, body: traced(), leftOut };
}
