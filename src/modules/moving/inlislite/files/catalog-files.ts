import { fileNameOf, type AttachmentsNamed, type LeftAttachment, type PlannedAttachment } from '#modules/moving/engine';
import type { Codes } from '#shared/moving/codes';
import { IdSet } from '#shared/moving/id-set';
import { NumberMap } from '#shared/moving/number-map';
import type { OldRow } from '#shared/moving/old-row';
import { idOf, isSet, keyOf } from '../rules/ids.ts';

const LONGEST_TITLE = 200;
const LONGEST_NAME = 150;

interface FileRow {
  id: number;
  key: string;
  bib: number;
  /** null = no name that a file could have. */
  name: string | null;
  isPublic: boolean;
}

/**
 * The digital contents of titles (`catalogfiles`), and the worksheets of those, which name the folders in which they lie. A file that is not said to
 * be published is for staff alone.
 */
export class CatalogFiles implements AttachmentsNamed {
  readonly hasLinks = false;
  readonly #rows: FileRow[] = [];
  readonly #worksheets = new NumberMap();
  readonly #names: Codes;

  /** @param names of worksheets, by the time the dump was read */
  constructor(names: Codes) {
    this.#names = names;
  }

  take(table: string, row: OldRow): void {
    const id = idOf(row('id'));
    if (table === 'catalogs' && id >= 0) this.#worksheets.add(id, Math.max(idOf(row('worksheet_id')), 0));
    if (table !== 'catalogfiles') return;
    this.#rows.push({
      ...{ id, key: keyOf(row), bib: idOf(row('catalog_id')) },
      ...{ name: fileNameOf(row('fileurl')), isPublic: isSet(row('ispublish')) },
    });
  }

  *files(): Generator<PlannedAttachment | LeftAttachment> {
    const seen = new IdSet();
    for (const { id, key, bib, name, isPublic } of this.#rows) {
      const worksheet = this.#names.get(String(this.#worksheets.get(bib) ?? ''))?.name;
      if (id < 0) yield { key, code: 'key_unusable' };
      else if (!seen.add(id)) yield { key, code: 'row_repeated' };
      else if (name === null) yield { key, code: 'attachment_missing' };
      else {
        yield {
          ...{ slimsId: id, bib, key, readers: isPublic ? 'public' : 'staff', fileName: name.slice(-LONGEST_NAME) },
          title: name.slice(0, LONGEST_TITLE),
          path: worksheet ? `${worksheet}/${name}` : name,
        };
      }
    }
  }
}
