import type { Ctx } from '#platform/context';
import { writeIso2709 } from '#shared/marc/iso2709/iso2709-write';
import { writeMarcXml } from '#shared/marc/marcxml/marcxml-write';
import { catalogErrors } from '../errors.ts';
import { getBib, type BibDetail } from './get-bib.ts';
import { toBibtex, toRis } from '../rules/formats/reference-files.ts';
import { citedWork } from '../rules/formats/work.ts';
import { toDublinCore, toMods } from '../rules/formats/xml-formats.ts';
import type { RecordFormat } from '../rules/terms.ts';

export interface RecordFile {
  fileName: string;
  mediaType: string;
  body: string | Uint8Array;
}

const KINDS: Readonly<Record<RecordFormat, { end: string; mediaType: string }>> = {
  marc: { end: 'mrc', mediaType: 'application/marc' },
  marcxml: { end: 'marc.xml', mediaType: 'application/marcxml+xml; charset=utf-8' },
  mods: { end: 'mods.xml', mediaType: 'application/mods+xml; charset=utf-8' },
  dc: { end: 'dc.xml', mediaType: 'application/xml; charset=utf-8' },
  bibtex: { end: 'bib', mediaType: 'application/x-bibtex; charset=utf-8' },
  ris: { end: 'ris', mediaType: 'application/x-research-info-systems; charset=utf-8' },
};

function bodyOf(bib: BibDetail, format: RecordFormat): string | Uint8Array {
  const work = citedWork(bib.derived);
  const identifier = bib.derived.controlNumber ?? `lumbung:${bib.id}`;
  switch (format) {
    case 'marc': {
      const written = writeIso2709(bib.marc);
      if (!written.ok) throw catalogErrors.recordTooLong();
      return written.bytes;
    }
    case 'marcxml':
      return `<?xml version="1.0" encoding="UTF-8"?>\n${writeMarcXml(bib.marc, { standalone: true })}\n`;
    case 'mods':
      return toMods(work, identifier);
    case 'dc':
      return toDublinCore(work, identifier);
    case 'bibtex':
      return toBibtex(work, bib.id);
    case 'ris':
      return toRis(work);
  }
}

/**
 * One record as a file; open to whoever may see the record. Refuses `catalog.bib_not_found`, and `catalog.record_too_long`
 * where ISO 2709 cannot hold it.
 */
export async function exportRecord(ctx: Ctx, input: { id: number; format: RecordFormat }): Promise<RecordFile> {
  const bib = await getBib(ctx, input.id);
  const { end, mediaType } = KINDS[input.format];
  return { fileName: `judul-${bib.id}.${end}`, mediaType, body: bodyOf(bib, input.format) };
}
