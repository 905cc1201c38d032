import { filedName, initialledName, saidName, type CitedName, type CitedWork } from './work.ts';

export const CITATION_STYLES = ['apa', 'mla', 'chicago', 'harvard'] as const;
export type CitationStyle = (typeof CITATION_STYLES)[number];
export type CitationLocale = 'id' | 'en';

/** A piece of a citation; the title is set in italics. */
export interface CitationPart {
  text: string;
  italic: boolean;
}

interface Words {
  and: string;
  etAl: string;
  noDate: string;
  editor: string;
  editedBy: string;
  translatedBy: string;
  translator: string;
}
const WORDS: Readonly<Record<CitationLocale, Words>> = {
  id: {
    and: 'dan',
    etAl: 'dkk.',
    noDate: 't.t.',
    editor: 'Ed.',
    editedBy: 'Disunting oleh',
    translatedBy: 'Diterjemahkan oleh',
    translator: 'Penerj.',
  },
  en: {
    and: 'and',
    etAl: 'et al.',
    noDate: 'n.d.',
    editor: 'Ed.',
    editedBy: 'Edited by',
    translatedBy: 'Translated by',
    translator: 'Trans.',
  },
};

const plain = (text: string): CitationPart => ({ text, italic: false });
const italic = (text: string): CitationPart => ({ text, italic: true });
/** Ends a sentence once, whatever it ends with already. */
const stop = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
const join = (names: readonly string[], last: string): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')}${last}${names.at(-1) ?? ''}`;

/** Those who answer for the work: its authors, else its editors. */
const responsible = (work: CitedWork): { names: CitedName[]; areEditors: boolean } =>
  work.authors.length > 0
    ? { names: work.authors, areEditors: false }
    : { names: work.editors, areEditors: work.editors.length > 0 };

type Style = (work: CitedWork, words: Words) => CitationPart[];

/** APA, 7th edition. */
const apa: Style = (work, words) => {
  const { names, areEditors } = responsible(work);
  const all = names.map(initialledName);
  const shown = all.length > 20 ? [...all.slice(0, 19), `… ${all.at(-1) ?? ''}`] : all;
  const by = join(shown, ', & ') + (areEditors ? ` (${words.editor})` : '');
  const date = `(${work.year ?? words.noDate}).`;
  const helpers = [
    ...(areEditors ? [] : work.editors.map((name) => `${apaSaid(name)}, ${words.editor}`)),
    ...work.translators.map((name) => `${apaSaid(name)}, ${words.translator}`),
    ...(work.edition ? [work.edition.replace(/\.$/, '')] : []),
  ];
  const details = helpers.length > 0 ? ` (${helpers.join('; ')})` : '';
  const publisher = work.publisher ? ` ${stop(work.publisher)}` : '';
  return by === ''
    ? [italic(work.title), plain(`${details}. ${date}${publisher}`)]
    : [
        plain(`${stop(by)} ${date} `),
        italic(work.title),
        plain(`${details === '' && /[?!.]$/.test(work.title) ? '' : `${details}.`}${publisher}`),
      ];
};
/** "H. Mulyono" for an inverted name, the whole name otherwise. */
const apaSaid = (name: CitedName): string =>
  name.family === null
    ? name.given
    : [initialledName({ ...name, family: '' }).replace(/^, /, ''), name.family].filter(Boolean).join(' ');

/** First name as filed, the others as said; from the fourth (or third) on they are left out. */
const filedThenSaid = (names: readonly CitedName[], words: Words, most: number): string => {
  const [first, ...others] = names;
  if (!first) return '';
  if (names.length > most) return `${filedName(first)}, ${words.etAl}`;
  return join([filedName(first), ...others.map(saidName)], `, ${words.and} `);
};

/** MLA, 9th edition. */
const mla: Style = (work, words) => {
  const { names, areEditors } = responsible(work);
  const by = filedThenSaid(names, words, 2) + (areEditors ? `, ${words.editor.toLowerCase()}` : '');
  const helpers = [
    ...(areEditors || work.editors.length === 0
      ? []
      : [`${words.editedBy} ${join(work.editors.map(saidName), `, ${words.and} `)}`]),
    ...(work.translators.length === 0
      ? []
      : [`${words.translatedBy} ${join(work.translators.map(saidName), `, ${words.and} `)}`]),
  ];
  const rest = [
    ...helpers,
    work.edition?.replace(/\.$/, ''),
    work.publisher,
    work.year === null ? words.noDate : String(work.year),
  ].filter((text) => text !== null && text !== undefined && text !== '');
  return [
    ...(by === '' ? [] : [plain(`${stop(by)} `)]),
    italic(work.title),
    plain(`${/[?!.]$/.test(work.title) ? '' : '.'} ${stop(rest.join(', '))}`),
  ];
};

/** Chicago, 17th edition, bibliography. */
const chicago: Style = (work, words) => {
  const { names, areEditors } = responsible(work);
  const by = filedThenSaid(names, words, 10) + (areEditors ? `, ${words.editor.toLowerCase()}` : '');
  const sentences = [
    ...(areEditors || work.editors.length === 0
      ? []
      : [`${words.editedBy} ${join(work.editors.map(saidName), ` ${words.and} `)}`]),
    ...(work.translators.length === 0
      ? []
      : [`${words.translatedBy} ${join(work.translators.map(saidName), ` ${words.and} `)}`]),
    ...(work.edition ? [work.edition] : []),
  ].map((text) => ` ${stop(text)}`);
  const imprint = [[work.place, work.publisher].filter(Boolean).join(': '), String(work.year ?? words.noDate)]
    .filter(Boolean)
    .join(', ');
  return [
    ...(by === '' ? [] : [plain(`${stop(by)} `)]),
    italic(work.title),
    plain(`${/[?!.]$/.test(work.title) ? '' : '.'}${sentences.join('')} ${stop(imprint)}`),
  ];
};

/** Harvard, as British universities print it. */
const harvard: Style = (work, words) => {
  const { names, areEditors } = responsible(work);
  const all = names.map(initialledName);
  const by =
    (all.length > 3 ? `${all[0] ?? ''} ${words.etAl}` : join(all, ` ${words.and} `)) +
    (areEditors ? ` (${words.editor.toLowerCase()})` : '');
  const edition = work.edition ? ` ${stop(work.edition)}` : '';
  const imprint = [work.place, work.publisher].filter(Boolean).join(': ');
  const end = `${/[?!.]$/.test(work.title) ? '' : '.'}${edition}${imprint ? ` ${stop(imprint)}` : ''}`;
  const date = `(${work.year ?? words.noDate})`;
  return by === ''
    ? [italic(work.title), plain(` ${date}${end}`)]
    : [plain(`${by} ${date} `), italic(work.title), plain(end)];
};

const STYLES: Readonly<Record<CitationStyle, Style>> = { apa, mla, chicago, harvard };

/** How a work is cited. Names stand as they are filed: a name without a comma is never turned round. */
export const cite = (work: CitedWork, style: CitationStyle, locale: CitationLocale = 'id'): CitationPart[] =>
  STYLES[style](work, WORDS[locale]);

/** The same as plain text. */
export const citeText = (work: CitedWork, style: CitationStyle, locale: CitationLocale = 'id'): string =>
  cite(work, style, locale)
    .map((part) => part.text)
    .join('');
