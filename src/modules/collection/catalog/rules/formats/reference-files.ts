import type { CitedName, CitedWork } from './work.ts';
import { filedName } from './work.ts';

const BIBTEX_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
const bibtexText = (text: string): string =>
  text.replace(/[\\~^{}#$%&_]/g, (char) => BIBTEX_ESCAPES[char] ?? `\\${char}`);
/** BibTeX would split "Pramoedya Ananta Toer" at its last word: a name that is not inverted is braced whole. */
const bibtexName = (name: CitedName): string =>
  name.family === null ? `{${bibtexText(name.given)}}` : bibtexText(filedName(name));

const BIBTEX_TYPES: Partial<Record<CitedWork['material'], string>> = {
  buku: 'book',
  buku_anak: 'book',
  karya_ilmiah: 'thesis',
};

/** One BibTeX entry. @param id makes the key unique */
export function toBibtex(work: CitedWork, id: number): string {
  const first = work.authors[0] ?? work.editors[0];
  const word =
    (first?.family ?? first?.given ?? work.title)
      .normalize('NFKD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase() || 'judul';
  const names = (list: readonly CitedName[]): string => list.map(bibtexName).join(' and ');
  const fields: [string, string | number | null][] = [
    ['author', names(work.authors)],
    ['editor', names(work.editors)],
    ['translator', names(work.translators)],
    ['title', `{${bibtexText(work.title)}}`],
    ['edition', work.edition && bibtexText(work.edition)],
    ['address', work.place && bibtexText(work.place)],
    ['publisher', work.publisher && bibtexText(work.publisher)],
    ['year', work.year],
    ['series', work.series && bibtexText(work.series)],
    ['isbn', work.isbn],
    ['issn', work.issn],
    ['language', work.language],
    ['url', work.url],
  ];
  const lines = fields
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `  ${key} = {${value}}`);
  return `@${BIBTEX_TYPES[work.material] ?? 'misc'}{${word}${work.year ?? ''}-${id},\n${lines.join(',\n')}\n}\n`;
}

const RIS_TYPES: Readonly<Record<CitedWork['material'], string>> = {
  buku: 'BOOK',
  buku_anak: 'BOOK',
  terbitan_berkala: 'JFULL',
  audio: 'SOUND',
  video: 'VIDEO',
  peta: 'MAP',
  karya_ilmiah: 'THES',
  berkas_digital: 'ELEC',
  alat_permainan: 'GEN',
  lainnya: 'GEN',
};

/** One RIS record, lines ended by CR LF as the format wants. */
export function toRis(work: CitedWork): string {
  const lines: [string, string | number | null][] = [
    ['TY', RIS_TYPES[work.material]],
    ...work.authors.map((name): [string, string] => ['AU', filedName(name)]),
    ...work.editors.map((name): [string, string] => ['A2', filedName(name)]),
    ...work.translators.map((name): [string, string] => ['A4', filedName(name)]),
    ['TI', work.title],
    ['ET', work.edition],
    ['CY', work.place],
    ['PB', work.publisher],
    ['PY', work.year],
    ['T2', work.series],
    ['SN', work.isbn ?? work.issn],
    ['LA', work.language],
    ...work.subjects.map((subject): [string, string] => ['KW', subject]),
    ['AB', work.summary],
    ['UR', work.url],
  ];
  const text = lines
    .filter(([, value]) => value !== null && value !== '')
    .map(([tag, value]) => `${tag}  - ${String(value).replace(/\s+/g, ' ')}`);
  return [...text, 'ER  - ', ''].join('\r\n');
}
