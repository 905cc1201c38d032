import { isControlField, isDataField, type MarcDataField, type MarcRecord } from '#shared/marc/record';
import type { DocumentText } from './postings/document-terms.ts';
import { numberKeyOfField } from './words/number-key.ts';
import { PRIVATE_TAGS, SEARCH_FIELDS, type IndexedAs, type SearchField } from './query/search-fields.ts';

const EVERY_LETTER = 'abcdefghijklmnopqrstvxyz';
const isPattern = (tag: string): boolean => tag.endsWith('xx') || tag.endsWith('x');
const tagsOf = (tags: string): string[] => tags.split(' ');

/** The lines of a tag; those of a pattern hold for tags that no line names. Remembered: a catalogue has some dozens of tags. */
const linesOf = (() => {
  const named = new Map<string, SearchField[]>();
  const patterns: [RegExp, SearchField[]][] = [];
  for (const tag of tagsOf(PRIVATE_TAGS)) {
    if (isPattern(tag)) patterns.push([patternOf(tag), []]);
    else named.set(tag, []);
  }
  for (const line of SEARCH_FIELDS) {
    const field = line.codes === '*' ? { ...line, codes: EVERY_LETTER } : line;
    for (const tag of tagsOf(line.tags)) {
      if (isPattern(tag)) patterns.push([patternOf(tag), [field]]);
      else named.set(tag, [...(named.get(tag) ?? []), field]);
    }
  }
  return (tag: string): readonly SearchField[] => {
    const known = named.get(tag);
    if (known) return known;
    const lines = patterns.find(([pattern]) => pattern.test(tag))?.[1] ?? [];
    // tags are three characters; whatever else a damaged record brings is not remembered
    if (/^\d{3}$/.test(tag)) named.set(tag, lines);
    return lines;
  };
})();

function patternOf(tag: string): RegExp {
  return new RegExp(`^${tag.replaceAll('x', String.raw`\d`)}$`);
}

/** The searchable text of a record: what the lines of search-fields.ts say of its fields. */
export function recordText(marc: MarcRecord): DocumentText {
  const found: Record<IndexedAs, string[]> = {
    title: [],
    titles: [],
    authors: [],
    subjects: [],
    series: [],
    publishers: [],
    rest: [],
    numbers: [],
  };
  // one damaged record must not keep all others out of the index
  for (const field of Array.isArray(marc.fields) ? marc.fields : []) {
    if (isControlField(field)) {
      for (const line of linesOf(field.tag)) add(found, line.as, field.value);
      continue;
    }
    if (!isDataField(field)) continue;
    const alternate = field.tag === '880';
    for (const line of linesOf(alternate ? linkedTag(field) : field.tag)) {
      const as = alternate && line.as === 'title' ? 'titles' : line.as;
      if (as === 'numbers')
        for (const { code, value } of field.subfields) {
          if (code !== '' && line.codes.includes(code)) add(found, as, value);
        }
      else add(found, as, textOfLine(field, line));
    }
  }
  const { title, ...others } = found;
  return { title: title.join(' '), ...others };
}

function add(found: Record<IndexedAs, string[]>, as: IndexedAs, value: string): void {
  const text = as === 'numbers' ? numberKeyOfField(value) : value.trim();
  if (text !== '') found[as].push(text);
}

/** Which field an 880 writes in another script: `$6 245-01/$1`. */
const linkedTag = (field: MarcDataField): string =>
  /^\s*(\d{3})/.exec(field.subfields.find(({ code }) => code === '6')?.value ?? '')?.[1] ?? '';

function textOfLine({ subfields }: MarcDataField, { codes, before, from }: SearchField): string {
  let text = '';
  let open = from === undefined;
  for (const { code, value } of subfields) {
    if (code === before) break;
    open ||= code === from;
    if (open && code !== '' && codes.includes(code)) text += text === '' ? value : ` ${value}`;
  }
  return text;
}
