/**
 * What readers find records by: one line for each field of MARC, what it becomes in the index, and how much a match in it weighs. The index is
 * built from this list and from nothing else that a record says; the test beside it makes a record for every line and looks for it.
 * Whoever changes a line raises INDEX_FORMAT (data/search-index.queries.ts), so that every library's index is built anew.
 *
 * | as           | what is found by it                                                    | weight (1 = comes first)      |
 * | ------------ | ---------------------------------------------------------------------- | ----------------------------- |
 * | `title`      | the title proper; a query that is this title and no more comes first   | 1                             |
 * | `titles`     | other titles of the work and its parts; `judul:` looks in both         | 1                             |
 * | `authors`    | names, never stemmed; `pengarang:`                                     | 2                             |
 * | `subjects`   | subjects, genres, places; `subjek:`                                    | 3                             |
 * | `series`     | `seri:` as well                                                        | 4                             |
 * | `publishers` | `penerbit:` as well                                                    | 4                             |
 * | `rest`       | everything else in words                                               | 4                             |
 * | `numbers`    | the number as a whole, with or without hyphens, points and spaces      | 4; it is rarely anything else |
 */
export type IndexedAs = 'title' | 'titles' | 'authors' | 'subjects' | 'series' | 'publishers' | 'rest' | 'numbers';

export interface SearchField {
  /** MARC tags; an x stands for any digit, and holds for tags that no other line names. */
  tags: string;
  /** Subfields, in the record's order; `*` = every letter but those of links ($u, $w). */
  codes: string;
  as: IndexedAs;
  /** What the field holds. */
  what: string;
  /** Only what stands before the first subfield of this code, or only what stands from it on: 700 $t begins a work of that name. */
  before?: string;
  from?: string;
}

/** In this order the texts of a record are read; of an endless one the end is left out. */
export const SEARCH_FIELDS: readonly SearchField[] = [
  { tags: '245', codes: 'a', as: 'title', what: 'title proper' },
  { tags: '245', codes: 'bnp', as: 'titles', what: 'subtitle, number and name of a part' },
  { tags: '130 240', codes: 'adfghklmnoprs', as: 'titles', what: 'uniform title' },
  { tags: '210 222', codes: 'ab', as: 'titles', what: 'abbreviated and key title of a serial' },
  { tags: '242', codes: 'abnp', as: 'titles', what: 'title in translation' },
  { tags: '246 247', codes: 'abfgnp', as: 'titles', what: 'varying form of the title, former title' },
  { tags: '730 740', codes: 'adfghklmnoprs', as: 'titles', what: 'added title, title of a part' },
  { tags: '700 710 711', codes: 'tnpklmor', from: 't', as: 'titles', what: 'work of an added name' },

  { tags: '100 700', codes: 'abcdq', before: 't', as: 'authors', what: 'person' },
  { tags: '110 710', codes: 'abcdn', before: 't', as: 'authors', what: 'corporate body' },
  { tags: '111 711', codes: 'acdenq', before: 't', as: 'authors', what: 'meeting' },
  { tags: '720', codes: 'a', as: 'authors', what: 'name without a fixed form' },

  {
    tags: '600 610 611 630 647 648 650 651',
    codes: '*',
    as: 'subjects',
    what: 'subject heading with its subdivisions',
  },
  { tags: '653', codes: 'a', as: 'subjects', what: 'index term' },
  { tags: '655', codes: 'abvxyz', as: 'subjects', what: 'genre or form' },
  { tags: '6xx', codes: '*', as: 'subjects', what: 'other and local subjects' },

  { tags: '440 490 830', codes: 'anp', as: 'series', what: 'series' },
  { tags: '800 810 811', codes: 'abcdqtnp', as: 'series', what: 'series under a name' },
  { tags: '260 264', codes: 'b', as: 'publishers', what: 'publisher' },

  { tags: '245', codes: 'c', as: 'rest', what: 'statement of responsibility' },
  { tags: '250', codes: 'ab', as: 'rest', what: 'edition' },
  { tags: '260 264', codes: 'a', as: 'rest', what: 'place of publication' },
  { tags: '505', codes: 'agrt', as: 'rest', what: 'contents: titles and names of the parts' },
  { tags: '520', codes: 'abc', as: 'rest', what: 'summary' },
  { tags: '521', codes: 'ab', as: 'rest', what: 'for whom it is' },
  { tags: '546', codes: 'ab', as: 'rest', what: 'language and script, in words' },
  { tags: '580', codes: 'a', as: 'rest', what: 'how it belongs to another work, in words' },
  { tags: '586', codes: 'a', as: 'rest', what: 'awards' },
  { tags: '5xx', codes: '*', as: 'rest', what: 'other notes' },

  { tags: '001', codes: '', as: 'numbers', what: 'number of the record' },
  {
    tags: '020',
    codes: 'az',
    as: 'numbers',
    what: 'ISBN of ten or thirteen digits, the wrong one as well that is printed in the book',
  },
  { tags: '022', codes: 'alyz', as: 'numbers', what: 'ISSN' },
  { tags: '024', codes: 'az', as: 'numbers', what: 'other standard number (ISMN, EAN, DOI)' },
  { tags: '028', codes: 'a', as: 'numbers', what: 'publisher’s number of music, recordings and films' },
  { tags: '028', codes: 'a', as: 'rest', what: 'the same in the pieces in which it is written' },
];

/** Never indexed: where it was bought, who owned it, what was done to it, and what every library uses as it likes. */
export const PRIVATE_TAGS = '541 561 583 59x';

/** What readers find records by that MARC does not say, and who looks it up. */
export const OTHER_FIELDS = [
  { of: '880', as: 'as the field that its $6 names', what: 'the same in another script' },
  { of: 'authority record', as: 'as the name, subject or series that is linked to it', what: 'heading and see-forms' },
  { of: 'kind of material', as: 'rest', what: 'words by which people ask for it: skripsi, majalah, film' },
  { of: '082, else 090 and 099', as: 'class', what: 'beginning of a DDC number, looked up in the column of the facet' },
  {
    of: 'copy',
    as: 'call number',
    what: 'beginning of a call number, looked up among the copies at the moment of the search',
  },
  { of: 'copy', as: 'barcode', what: 'the whole barcode, looked up like that' },
  { of: 'copy', as: 'accession number', what: 'the whole accession number (nomor induk), looked up like that' },
] as const;
