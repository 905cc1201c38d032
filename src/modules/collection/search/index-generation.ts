import { Columns } from './rules/postings/columns.ts';
import { Vocabulary } from './rules/words/vocabulary.ts';

/** The parts of a generation that a process keeps in memory; its postings stay in the database. */
export interface GenerationParts {
  columns: Columns;
  /** Place of each ord's title among all titles when the generation was built. */
  titlePlaces: Float64Array;
  vocabulary: Vocabulary;
}

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const bytesOf = (array: Uint8Array | Uint16Array | Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A vocabulary before it is sorted. */
export interface WordCounts {
  words: string[];
  docs: Uint32Array;
}

/** Everything as named columns of bytes, cut to the records there are. Each is one row of the database. */
export function* packGeneration(
  columns: Columns,
  titlePlaces: Float64Array,
  { words, docs }: WordCounts,
): Generator<[name: string, data: Uint8Array]> {
  const { count } = columns;
  yield ['bib_ids', bytesOf(columns.bibIds.slice(0, count))];
  yield ['packed', bytesOf(columns.packed.slice(0, count))];
  yield ['years', bytesOf(columns.years.slice(0, count))];
  yield ['ddcs', bytesOf(columns.ddcNumbers.slice(0, count))];
  yield ['title_lengths', bytesOf(columns.titleLengths.slice(0, count))];
  yield ['title_places', bytesOf(titlePlaces.slice(0, count))];
  yield ['authors', bytesOf(columns.lists.authors.slice(0, count * 3))];
  yield ['subjects', bytesOf(columns.lists.subjects.slice(0, count * 3))];
  for (const [word, bits] of columns.held.entries()) yield [`held_${word}`, bytesOf(bits.slice(0, count))];
  for (const [word, bits] of columns.available.entries()) yield [`available_${word}`, bytesOf(bits.slice(0, count))];
  yield ['words', encode(words)];
  yield ['word_docs', bytesOf(docs)];
  yield [
    'more',
    encode({
      authors: [...columns.more.authors],
      subjects: [...columns.more.subjects],
      languages: [...columns.more.languages],
    }),
  ];
  const { materials, audiences, languages, ddcs, libraries, dictionaries } = columns;
  yield [
    'labels',
    encode({
      materials: materials.labels(),
      audiences: audiences.labels(),
      languages: languages.labels(),
      ddcs: ddcs.labels(),
      libraries: libraries.labels(),
      authors: dictionaries.authors.labels(),
      subjects: dictionaries.subjects.labels(),
    }),
  ];
}

type Labels = Record<'materials' | 'audiences' | 'languages' | 'ddcs' | 'libraries' | 'authors' | 'subjects', string[]>;
type More = Record<'authors' | 'subjects' | 'languages', [number, number[]][]>;

/** The reverse of {@link packGeneration}, with room for a tenth more records. */
export function unpackGeneration(packed: ReadonlyMap<string, Uint8Array>): GenerationParts {
  const bytes = (name: string): ArrayBuffer => {
    const data = packed.get(name);
    if (!data) throw new Error(`search index: column ${name} is missing`);
    return Uint8Array.from(data).buffer;
  };
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(bytes(name)));
  const bibIds = new Float64Array(bytes('bib_ids'));
  const columns = new Columns(Math.ceil(bibIds.length * 1.1) + 1024);
  columns.count = bibIds.length;
  columns.bibIds.set(bibIds);
  columns.packed.set(new Uint32Array(bytes('packed')));
  columns.years.set(new Uint16Array(bytes('years')));
  columns.ddcNumbers.set(new Uint32Array(bytes('ddcs')));
  columns.titleLengths.set(new Uint16Array(bytes('title_lengths')));
  columns.lists.authors.set(new Uint32Array(bytes('authors')));
  columns.lists.subjects.set(new Uint32Array(bytes('subjects')));
  for (const name of packed.keys()) {
    const match = /^(held|available)_(\d+)$/.exec(name);
    if (match)
      columns
        .libraryWord(match[1] === 'held' ? 'held' : 'available', Number(match[2]))
        .set(new Uint32Array(bytes(name)));
  }
  const labels = json('labels') as Labels;
  for (const name of ['materials', 'audiences', 'languages', 'ddcs', 'libraries'] as const) {
    for (const label of labels[name]) columns[name].number(label);
  }
  for (const name of ['authors', 'subjects'] as const) {
    for (const label of labels[name]) columns.dictionaries[name].number(label);
  }
  const more = json('more') as More;
  for (const name of ['authors', 'subjects', 'languages'] as const) {
    for (const [ord, numbers] of more[name]) columns.more[name].set(ord, numbers);
  }
  return {
    columns,
    titlePlaces: new Float64Array(bytes('title_places')),
    vocabulary: new Vocabulary(json('words') as string[], new Uint32Array(bytes('word_docs'))),
  };
}

/** Small catalogues guess from all their words; in large ones, a word in one record is more likely a slip of the pen. */
const fewestDocs = (records: number): number => (records < 20_000 ? 1 : records < 200_000 ? 2 : 5);

/** The words worth suggesting, in order. */
export function wordsWorthKnowing(words: Iterable<{ word: string; docs: number }>, records: number): WordCounts {
  const fewest = fewestDocs(records);
  const kept: { word: string; docs: number }[] = [];
  for (const word of words) if (word.docs >= fewest) kept.push(word);
  kept.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
  return { words: kept.map(({ word }) => word), docs: Uint32Array.from(kept, ({ docs }) => docs) };
}
