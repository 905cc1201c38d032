/** What a catalogue card says. */
export interface CatalogueCard {
  callNumber: string[];
  /** Above the main entry, on added cards: a title or a subject. */
  added: string;
  /** The main entry; empty = entered under title. */
  heading: string;
  /** Title, statement of responsibility, edition and imprint, as ISBD joins them. */
  description: string;
  collation: string;
  notes: string[];
  /** The other cards of this copy. */
  tracings: string;
}

export interface CardSource {
  callNumber: string | null;
  title: string;
  subtitle: string | null;
  responsibility: string | null;
  mainAuthor: string | null;
  edition: string | null;
  place: string | null;
  publisher: string | null;
  year: number | null;
  extent: string | null;
  series: string[];
  isbns: string[];
  subjects: string[];
  authors: string[];
  accessionNumber: string;
}

const bare = (text: string): string => text.trim().replace(/[\s,:;/.]+$/, '');
const joined = (parts: readonly (string | null | undefined)[], by: string): string =>
  parts
    .filter((part): part is string => Boolean(part?.trim()))
    .map(bare)
    .join(by);

/** Main card, and with `added` one for the title, each subject and each further author. ISBD punctuation. */
export function cardsOf(source: CardSource, added: boolean): CatalogueCard[] {
  const title = joined([source.title, source.subtitle], ' : ');
  const imprint = joined([joined([source.place, source.publisher], ' : '), source.year?.toString()], ', ');
  const others = source.authors.filter((author) => author !== source.mainAuthor);
  const underTitle = source.mainAuthor === null;
  const entries = [...source.subjects, ...others, ...(underTitle ? [] : [source.title])].map(bare);
  const card: CatalogueCard = {
    callNumber: (source.callNumber ?? '').split(/\s+/).filter(Boolean),
    added: '',
    heading: source.mainAuthor === null ? '' : bare(source.mainAuthor),
    description: `${joined([joined([title, source.responsibility], ' / '), source.edition, imprint], '. — ')}.`,
    collation: joined([source.extent, ...source.series.map((series) => `(${bare(series)})`)], '. — '),
    notes: [...source.isbns.map((isbn) => `ISBN ${isbn}`), source.accessionNumber],
    tracings: [
      ...source.subjects.map((subject, index) => `${index + 1}. ${bare(subject)}.`),
      ...[...others, ...(underTitle ? [] : ['Judul'])].map((entry, index) => `${ROMAN[index] ?? '–'}. ${bare(entry)}.`),
    ].join(' '),
  };
  return added ? [card, ...entries.map((entry) => ({ ...card, added: entry }))] : [card];
}
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
