/** The bibliographic facts behind the sample catalogue, and the reference lists used to turn them into records. */

/** One row of `facts.tsv`: what is known of a title. An empty string means "not known", never "none". */
export interface Fact {
  title: string;
  subtitle: string;
  /** Natural order, as on the title page; a role follows in brackets: `Achmad Suryana [editor]`. */
  authors: string[];
  publisher: string;
  place: string;
  year: string;
  edition: string;
  /** 13 digits, checked. */
  isbn13: string;
  pages: string;
  /** DDC 23, or 2X0 for Islam. */
  ddc: string;
  subjects: string[];
  /** MARC language code, or `ind-lama` for Indonesian in an older spelling. */
  language: string;
  audience: string;
  material: string;
}

/** A person, body or jurisdiction with an authority record. */
export interface NameEntry {
  name: string;
  /** Title or other word that belongs to the heading ($c). */
  titles: string;
  /** Birth and death ($d). */
  dates: string;
  /** p person, c corporate body, j jurisdiction. */
  kind: string;
  /** Ways in which `facts.tsv` writes this name. */
  forms: string[];
  variants: string[];
  seeAlso: string[];
}

export interface SubjectEntry {
  heading: string;
  /** topic or place. */
  kind: string;
  variants: string[];
  broader: string[];
  related: string[];
}

export interface SeriesEntry {
  title: string;
  subtitle: string;
  series: string;
  volume: string;
  /** True when the item itself bears the series statement (490); otherwise it is only traced (830). */
  onItem: boolean;
}

export interface HeadingEntry {
  form: string;
  heading: string;
  kind: string;
}

export interface Sources {
  facts: Fact[];
  names: NameEntry[];
  subjects: SubjectEntry[];
  series: SeriesEntry[];
  seriesVariants: Map<string, string[]>;
  headings: HeadingEntry[];
  /** Last names under which a person is entered, such as Batak marga. */
  familyNames: Set<string>;
}

const list = (cell: string): string[] => cell.split(';').filter((part) => part !== '');

/** Rows of a tab separated text with one header row. Throws when a row has another number of cells. */
export function parseTsv(text: string): ((column: string) => string)[] {
  const [header = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    if (cells.length !== columns.length) throw new Error(`Expected ${columns.length} cells: ${line}`);
    return (column) => {
      const cell = cells[columns.indexOf(column)];
      if (cell === undefined) throw new Error(`No column ${column}`);
      return cell;
    };
  });
}

/** Reads all lists. `read` gives the text of a file in this folder, by name. */
export function readSources(read: (name: string) => string): Sources {
  return {
    facts: parseTsv(read('facts.tsv')).map((cell) => ({
      title: cell('title'),
      subtitle: cell('subtitle'),
      authors: list(cell('authors')),
      publisher: cell('publisher'),
      place: cell('place'),
      year: cell('year'),
      edition: cell('edition'),
      isbn13: cell('isbn13'),
      pages: cell('pages'),
      ddc: cell('ddc'),
      subjects: list(cell('subjects')),
      language: cell('language'),
      audience: cell('audience'),
      material: cell('material'),
    })),
    names: parseTsv(read('names.tsv')).map((cell) => ({
      name: cell('name'),
      titles: cell('titles'),
      dates: cell('dates'),
      kind: cell('kind'),
      forms: list(cell('forms')),
      variants: list(cell('variants')),
      seeAlso: list(cell('see_also')),
    })),
    subjects: parseTsv(read('subjects.tsv')).map((cell) => ({
      heading: cell('heading'),
      kind: cell('kind'),
      variants: list(cell('variants')),
      broader: list(cell('broader')),
      related: list(cell('related')),
    })),
    series: parseTsv(read('series.tsv')).map((cell) => ({
      title: cell('title'),
      subtitle: cell('subtitle'),
      series: cell('series'),
      volume: cell('volume'),
      onItem: cell('on_item') === 'ya',
    })),
    seriesVariants: new Map(
      parseTsv(read('series-headings.tsv')).map((cell) => [cell('series'), list(cell('variants'))]),
    ),
    headings: parseTsv(read('headings.tsv')).map((cell) => ({
      form: cell('form'),
      heading: cell('heading'),
      kind: cell('kind'),
    })),
    familyNames: new Set(parseTsv(read('family-names.tsv')).map((cell) => cell('name'))),
  };
}
