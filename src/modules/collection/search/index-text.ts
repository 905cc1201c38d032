import type { IndexFeedRow } from '#modules/collection/catalog';
import type { FacetValues } from './rules/postings/columns.ts';
import type { DocumentText } from './rules/postings/document-terms.ts';
import { recordText } from './rules/record-text.ts';

/** Words by which people ask for a kind of material; they stand in the index, never on a page. */
const MATERIAL_WORDS: Readonly<Record<string, string>> = {
  buku: '',
  buku_anak: 'buku anak',
  terbitan_berkala: 'majalah terbitan berkala jurnal koran surat kabar',
  audio: 'audio musik rekaman suara',
  video: 'video film',
  peta: 'peta atlas',
  karya_ilmiah: 'karya ilmiah skripsi tesis disertasi',
  berkas_digital: 'berkas digital ebook',
  alat_permainan: 'alat permainan mainan',
};

/** The searchable text of a record: what it says itself (rules/search-fields.ts), and what is known of its headings and its kind. */
export function textOf(row: IndexFeedRow): DocumentText {
  const text = recordText(row.marc);
  const kind = MATERIAL_WORDS[row.material] ?? '';
  return {
    ...text,
    authors: withForms(text.authors, row.nameForms),
    subjects: withForms(text.subjects, row.subjectForms),
    series: withForms(text.series, row.otherForms),
    rest: kind === '' ? text.rest : [...text.rest, kind],
  };
}

const withForms = (printed: readonly string[], forms: readonly string[] | null): readonly string[] =>
  forms === null ? printed : [...new Set([...printed, ...forms])];

/** What facets and filters know of a record. */
export function facetValuesOf(row: IndexFeedRow, titleLength: number): FacetValues {
  return {
    bibId: row.id,
    year: row.year,
    material: row.material,
    audience: row.audience,
    languages: row.languages,
    ddc: row.ddc,
    authors: row.authors,
    subjects: row.subjects,
    holdings: holdingsOf(row),
    titleLength,
  };
}

export const holdingsOf = (row: Pick<IndexFeedRow, 'libraryIds' | 'onShelf'>): FacetValues['holdings'] =>
  (row.libraryIds ?? []).map((libraryId, index) => ({ libraryId, available: row.onShelf?.[index] ?? false }));
