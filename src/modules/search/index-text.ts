import type { IndexFeedRow } from '#modules/catalog';
import type { FacetValues } from './rules/columns.ts';
import type { DocumentText } from './rules/document-terms.ts';
import { isbn13 } from './rules/parse-query.ts';

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

/** The searchable text of a record. */
export function textOf(row: IndexFeedRow): DocumentText {
  return {
    title: row.title,
    subtitle: row.subtitle,
    authors: withForms(row.authors, row.nameForms),
    subjects: withForms(row.subjects, row.subjectForms),
    series: withForms(row.series, row.otherForms),
    publisher: row.publisher,
    rest: [
      row.responsibility,
      row.place,
      row.controlNumber,
      MATERIAL_WORDS[row.material],
      row.summary,
      ...row.notes,
    ].flatMap((text) => text ?? []),
    numbers: [...row.isbns, ...row.issns].map((number) => isbn13(number.replace(/[^\dXx]/g, ''))),
  };
}

const withForms = (printed: readonly string[], forms: readonly string[] | null): string[] => [
  ...new Set([...printed, ...(forms ?? [])]),
];

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
