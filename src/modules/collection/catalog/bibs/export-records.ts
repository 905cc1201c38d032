import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Progress } from '#platform/background/heavy';
import { csvText } from '#shared/csv-cell';
import { deriveBib } from '#shared/marc/derive';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from '#shared/marc/marcxml/marcxml-write';
import { recordAudit } from '#modules/ground/audit';
import { countExportLines, countExportBibs, type ExportFilter } from '../data/export.queries.ts';
import { catalogErrors } from '../errors.ts';
import { exportPages, type ExportPage } from './export-pages.ts';
import { xlsxOf } from './export-xlsx.ts';
import { isoOf, listTooLongForMarc, type LeftOut } from './list-too-long.ts';
import { withItemFields } from '../rules/formats/item-fields.ts';
import { SLIMS_BIBLIO_COLUMNS, SLIMS_ITEM_COLUMNS, slimsBiblioRow, slimsItemRow } from '../rules/formats/slims.ts';
import type { ExportFormat } from '../rules/terms.ts';

/** A file on its way out, in pieces: memory stays flat however large the catalogue is. */
export interface ExportFile {
  fileName: string;
  mediaType: string;
  body: AsyncIterable<Uint8Array | string>;
  /** Records that are too long for ISO 2709 and are not in the file; only `marc` leaves any out. */
  leftOut: LeftOut[];
}

/** More is not opened with pleasure by the spreadsheets that libraries have. */
const XLSX_ROWS = 200_000;

/** As SLiMS writes and reads them. */
const slimsLines = (rows: readonly (readonly string[])[]): string => csvText(rows, '\n');

async function* marc(pages: AsyncIterable<ExportPage>, unwritten: number[]): AsyncGenerator<Uint8Array> {
  for await (const { bibs, items } of pages) {
    for (const bib of bibs) {
      const written = isoOf(bib, items);
      if (written.ok) yield written.bytes;
      else unwritten.push(bib.id);
    }
  }
}

async function* marcXml(pages: AsyncIterable<ExportPage>): AsyncGenerator<string> {
  yield MARCXML_COLLECTION_OPEN;
  for await (const { bibs, items } of pages) {
    yield bibs.map((bib) => writeMarcXml(withItemFields(bib.marc, items.get(bib.id) ?? []))).join('\n') + '\n';
  }
  yield MARCXML_COLLECTION_CLOSE;
}

async function* slimsBiblio(pages: AsyncIterable<ExportPage>): AsyncGenerator<string> {
  yield slimsLines([[...SLIMS_BIBLIO_COLUMNS]]);
  for await (const { bibs, items } of pages) {
    yield slimsLines(bibs.map((bib) => slimsBiblioRow(deriveBib(bib.marc), items.get(bib.id) ?? [])));
  }
}

async function* slimsItems(pages: AsyncIterable<ExportPage>): AsyncGenerator<string> {
  yield slimsLines([[...SLIMS_ITEM_COLUMNS]]);
  for await (const { bibs, items } of pages) {
    const rows = bibs.flatMap((bib) => {
      const { title } = deriveBib(bib.marc);
      return (items.get(bib.id) ?? []).map((item) => slimsItemRow(title, item));
    });
    if (rows.length > 0) yield slimsLines(rows);
  }
}

/** The same pages, each told of when it is written. */
async function* told(
  pages: AsyncIterable<ExportPage>,
  total: number | undefined,
  progress: Progress | undefined,
): AsyncGenerator<ExportPage> {
  let done = 0;
  for await (const page of pages) {
    yield page;
    done += page.bibs.length;
    progress?.(done, total ?? null);
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
 * Records with their copies as a file: MARC (copies as 952), MARCXML, SLiMS' two CSV files, or an Excel sheet. Needs `exports.run`.
 * Refuses `catalog.export_too_long_for_xlsx` (more than 200,000 rows). The trace is written when the file has been read to its end; it
 * names the records that are not in it, as `leftOut` does beforehand.
 * @param input.mostRows of an Excel sheet
 * @param input.progress told how many records are written
 */
export async function exportRecords(
  ctx: Ctx,
  input: { format: ExportFormat; filter?: ExportFilter; mostRows?: number; progress?: Progress },
): Promise<ExportFile> {
  authorizeAnywhere(ctx, 'exports.run');
  const { format, filter = {}, mostRows = XLSX_ROWS, progress } = input;
  if (format === 'xlsx') {
    const rows = await countExportLines(ctx.db, filter);
    if (rows > mostRows) throw catalogErrors.exportTooLongForXlsx({ rows, limit: mostRows });
  }
  const leftOut = format === 'marc' ? await listTooLongForMarc(ctx, filter) : [];
  const unwritten: number[] = [];
  const pages = told(exportPages(ctx, filter, true), progress && (await countExportBibs(ctx.db, filter)), progress);
  const bodies: Readonly<Record<ExportFormat, () => AsyncIterable<Uint8Array | string>>> = {
    marc: () => marc(pages, unwritten),
    marcxml: () => marcXml(pages),
    'slims-csv': () => slimsBiblio(pages),
    'slims-items-csv': () => slimsItems(pages),
    xlsx: () => xlsxOf(ctx.locale, pages),
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
