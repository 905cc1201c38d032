import { normaliseIsbn } from '#shared/isbn';
import type { MarcDataField, MarcField, MarcRecord } from '#shared/marc/record';
import { leaderCodes } from '#shared/marc/material-words';
import { sameKey } from '#shared/mysql-dump/same-key';
import type { StandardNumber } from './standard-numbers.ts';

/** A name on a title. */
export interface TitleName {
  text: string;
  kind: string;
  years: string;
  /** $e of an added entry; '' = none. */
  role: string;
}

/** A title of SLiMS, its codes and names resolved; '' = not said. */
export interface SlimsTitle {
  id: number;
  title: string;
  rest: string;
  responsibility: string;
  main: TitleName | null;
  others: readonly TitleName[];
  topics: readonly { text: string; kind: string }[];
  edition: string;
  numbers: readonly StandardNumber[];
  place: string;
  publisher: string;
  year: string;
  collation: string;
  series: string;
  callNumber: string;
  classification: string;
  language: string | null;
  material: string;
  frequency: string;
  /** 336, 337, 338 where known. */
  types: readonly { tag: string; name: string; code: string; source: string }[];
  notes: string;
  detail: string;
  /** Addresses, for everybody. */
  webLinks: readonly WebLink[];
  /** Other titles; `type` as SLiMS numbers it, 1 = nothing more is said. */
  related: readonly { id: number; title: string; type: number }[];
  /** What the library has added of its own, as notes: for everybody, and for staff. */
  own: { public: readonly string[]; staff: readonly string[] };
}

/** An address of the web, and what it is called; '' = nothing. */
export interface WebLink {
  url: string;
  label: string;
}

type Pair = readonly [code: string, value: string];
const field = (tag: string, ind1: string, ind2: string, ...pairs: readonly Pair[]): MarcDataField[] => {
  const subfields = pairs.filter(([, value]) => value !== '').map(([code, value]) => ({ code, value }));
  return subfields.length > 0 ? [{ tag, ind1, ind2, subfields }] : [];
};

/** Tags of a main and of an added entry by SLiMS' kind of name. */
const NAME_TAGS: Readonly<Record<string, string>> = { o: '10', c: '11' };
/** Tags of subjects by SLiMS' kind: place, name, period, genre; anything else is a topic. */
const TOPIC_TAGS: Readonly<Record<string, string>> = { g: '651', n: '600', tm: '648', gr: '655', oc: '656' };

function nameField(first: '1' | '7', name: TitleName): MarcDataField[] {
  const tag = `${first}${NAME_TAGS[name.kind] ?? '00'}`;
  const ind1 = tag.endsWith('00') ? (name.text.includes(',') ? '1' : '0') : '2';
  const text = name.years === '' ? name.text : `${name.text},`;
  return field(tag, ind1, ' ', ['a', text], ['d', name.years], ['e', first === '7' ? name.role : '']);
}

/** Dewey has three digits; the Islamic classes (2X…) and what libraries made themselves go to 084. */
function classFields(written: string): MarcDataField[] {
  const compact = written.replace(/\s+/g, '').replace(/^\[(.*)\]$/, '$1');
  if (/^\d{3}(?:\.\d[\d'/]*)?$/.test(compact)) return field('082', '0', '4', ['a', compact]);
  return field('084', ' ', ' ', ['a', written]);
}

/** "xii, 200 hlm. : ilus. ; 21 cm" in its parts, with the marks of ISBD between them. */
function extentField(collation: string): MarcDataField[] {
  const [, extent = collation, details = '', size = ''] =
    /^(.*?)(?:\s*:\s+(.*?))?(?:\s*;\s*(\d[\d\s,x×X-]*cm\.?))?$/.exec(collation) ?? [];
  const behindExtent = details !== '' ? ' :' : size !== '' ? ' ;' : '';
  return field(
    '300',
    ' ',
    ' ',
    ['a', extent === '' ? '' : extent + behindExtent],
    ['b', details !== '' && size !== '' ? `${details} ;` : details],
    ['c', size],
  );
}

function numberField({ kind, value, remark, valid }: StandardNumber): MarcDataField[] {
  const isIsbn = kind === 'isbn';
  const a = isIsbn && valid ? (normaliseIsbn(value) ?? value) : value;
  return field(isIsbn ? '020' : '022', ' ', ' ', [valid ? 'a' : isIsbn ? 'z' : 'y', a], ['q', isIsbn ? remark : '']);
}

/** MARC 21 wants 40 characters; only what is known is said. */
function field008(title: SlimsTitle, serial: boolean): string {
  // "1436 H/2015 M": the year of the Hijra is not the one to sort by
  const year = /(?<!\d)(?:1[4-9]|20)\d\d(?!\d)(?!\s*H\b)/.exec(title.year)?.[0] ?? '';
  const head = `      ${serial ? 'c' : 's'}${year.padEnd(4)}${serial ? '9999' : '    '}io `;
  return `${head.padEnd(35)}${title.language ?? 'und'}  `;
}

/** SLiMS gives kinds of relations a number and no name. */
const relationOf = ({ type }: { type: number }): string => (type === 1 ? 'Berkaitan' : `Berkaitan (jenis ${type})`);

/** The MARC record of a title. Its number in SLiMS stands in 035, where it is found again. */
export function titleRecord(title: SlimsTitle): MarcRecord {
  const codes = leaderCodes(title.material);
  const serial = codes.serial || title.frequency !== '';
  const leader = serial ? 'as' : codes.leader;
  const { rest, responsibility } = title;
  const fields: MarcField[] = [
    { tag: '008', value: field008(title, serial) },
    ...title.numbers.flatMap(numberField),
    ...field('035', ' ', ' ', ['a', `(SLiMS)${title.id}`]),
    ...(title.language === null ? [] : field('041', '0', ' ', ['a', title.language])),
    ...classFields(title.classification),
    ...field('090', ' ', ' ', ['a', title.callNumber]),
    ...(title.main ? nameField('1', title.main) : []),
    ...field(
      '245',
      title.main ? '1' : '0',
      '0',
      ['a', rest !== '' ? `${title.title} :` : responsibility !== '' ? `${title.title} /` : title.title],
      ['b', rest !== '' && responsibility !== '' ? `${rest} /` : rest],
      ['c', responsibility],
    ),
    ...field('250', ' ', ' ', ['a', title.edition]),
    ...field(
      '264',
      ' ',
      '1',
      ['a', title.place !== '' && title.publisher !== '' ? `${title.place} :` : title.place],
      ['b', title.publisher !== '' && title.year !== '' ? `${title.publisher},` : title.publisher],
      ['c', title.year],
    ),
    ...extentField(title.collation),
    ...field('310', ' ', ' ', ['a', title.frequency]),
    ...title.types.flatMap(({ tag, name, code, source }) =>
      field(tag, ' ', ' ', ['a', name], ['b', code], ['2', source]),
    ),
    ...field('490', '0', ' ', ['a', title.series]),
    ...field('500', ' ', ' ', ['a', title.detail]),
    ...title.own.public.flatMap((note) => field('500', ' ', ' ', ['a', note])),
    ...field('520', ' ', ' ', ['a', title.notes]),
    ...title.related.flatMap((other) => field('580', ' ', ' ', ['a', `${relationOf(other)}: ${other.title}`])),
    // local notes, which readers do not see
    ...title.own.staff.flatMap((note) => field('590', ' ', ' ', ['a', note])),
    ...title.topics.flatMap(({ text, kind }) =>
      field(TOPIC_TAGS[kind] ?? '650', kind === 'n' ? (text.includes(',') ? '1' : '0') : ' ', '4', ['a', text]),
    ),
    ...title.others.flatMap((name) => nameField('7', name)),
    // no note is made of it, for 580 is one
    ...title.related.flatMap((other) =>
      field('787', '1', '8', ['i', relationOf(other)], ['t', other.title], ['w', `(SLiMS)${other.id}`]),
    ),
    ...title.webLinks.flatMap(({ url, label }) => field('856', '4', ' ', ['u', url], ['y', label])),
  ];
  return { leader: `00000n${leader} a2200000 i 4500`, fields };
}

export interface TitleParts {
  title: string;
  rest: string;
  responsibility: string;
}

/** A title that may hold its rest and its responsibility as well: "Judul : anak judul / pengarang". */
export function splitTitle(written: string, responsibility: string): TitleParts {
  const [, before = written, behind = ''] = /^(.+?)\s\/\s+(.+)$/.exec(written) ?? [];
  // what stands behind the stroke is the title's own where the column of responsibility says something else
  const holdsBoth = behind !== '' && (responsibility === '' || sameKey(responsibility) === sameKey(behind));
  const whole = holdsBoth ? before : written;
  const [, title = whole, rest = ''] = /^(.+?)\s:\s+(.+)$/.exec(whole) ?? [];
  return {
    title: title.trim(),
    rest: rest.trim(),
    responsibility: responsibility === '' && holdsBoth ? behind : responsibility,
  };
}
