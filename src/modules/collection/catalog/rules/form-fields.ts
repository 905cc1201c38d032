import type { MaterialKind } from '#shared/marc/derived-bib';

/** Sections of the form, in their order. */
export const FORM_GROUPS = ['judul', 'orang', 'terbit', 'fisik', 'subjek', 'lain'] as const;
export type FormGroup = (typeof FORM_GROUPS)[number];

/**
 * One input. It edits a subfield (`exact`: its signs are its own, as the "/" that ends an address), the heading of a field as a
 * whole, or positions of a control field.
 */
export type FormPart =
  | { key: string; bind: 'subfield'; code: string; long?: boolean; exact?: boolean }
  | { key: string; bind: 'heading' }
  | { key: string; bind: 'positions'; from: number; to: number; choices: readonly string[] };

/** A field of the form; several parts stand side by side. */
export interface FormField {
  key: string;
  group: FormGroup;
  /** MARC tags that it shows; a new one gets the first. */
  tags: readonly string[];
  /** Indicators of a new field. */
  indicators: string;
  parts: readonly FormPart[];
  repeatable: boolean;
  /** For which kinds of material it is shown; all where it is left out. */
  materials?: readonly MaterialKind[];
}

const text = (code: string, key = 'value'): FormPart => ({ key, bind: 'subfield', code });
const long = (code: string, key = 'value'): FormPart => ({ key, bind: 'subfield', code, long: true });
const heading: FormPart = { key: 'name', bind: 'heading' };
const role: FormPart = { key: 'role', bind: 'subfield', code: 'e' };

const one = (
  key: string,
  group: FormGroup,
  tag: string,
  indicators: string,
  part: FormPart,
  materials?: readonly MaterialKind[],
): FormField => ({
  key,
  group,
  tags: [tag],
  indicators,
  parts: [part],
  repeatable: false,
  ...(materials ? { materials } : {}),
});
const many = (field: FormField): FormField => ({ ...field, repeatable: true });
const publication = (key: string, code: string): FormField => ({
  ...one(key, 'terbit', '264', ' 1', text(code)),
  tags: ['264', '260'],
});

const PRINTED: readonly MaterialKind[] = ['buku', 'buku_anak', 'karya_ilmiah', 'peta', 'berkas_digital', 'lainnya'];
const SERIAL: readonly MaterialKind[] = ['terbitan_berkala'];
const PLAYED: readonly MaterialKind[] = ['audio', 'video'];
const NOT_SERIAL: readonly MaterialKind[] = [...PRINTED, ...PLAYED, 'alat_permainan'];
/** Codes of 008/22 that the form offers: children, youth, adults, everyone. */
const AUDIENCE: FormPart = { key: 'value', bind: 'positions', from: 22, to: 23, choices: ['j', 'd', 'e', 'g'] };
/** Languages that Indonesian libraries meet most; others are typed in the MARC editor. */
const LANGUAGE: FormPart = {
  key: 'value',
  bind: 'positions',
  from: 35,
  to: 38,
  choices: [
    'ind',
    'jav',
    'sun',
    'mad',
    'ban',
    'min',
    'may',
    'eng',
    'ara',
    'dut',
    'jpn',
    'kor',
    'chi',
    'ger',
    'fre',
    'mul',
  ],
};

/** Everything that the friendly form knows. What is not here stays in the record untouched. */
export const FORM_FIELDS: readonly FormField[] = [
  one('title', 'judul', '245', '10', text('a')),
  one('subtitle', 'judul', '245', '10', text('b')),
  one('part_number', 'judul', '245', '10', text('n')),
  one('part_name', 'judul', '245', '10', text('p')),
  one('responsibility', 'judul', '245', '10', text('c')),
  many(one('other_title', 'judul', '246', '3 ', text('a'))),

  {
    key: 'author',
    group: 'orang',
    tags: ['100'],
    indicators: '0 ',
    parts: [heading, role],
    repeatable: false,
    materials: NOT_SERIAL,
  },
  { key: 'people', group: 'orang', tags: ['700'], indicators: '0 ', parts: [heading, role], repeatable: true },
  { key: 'body', group: 'orang', tags: ['110'], indicators: '2 ', parts: [heading], repeatable: false },
  { key: 'bodies', group: 'orang', tags: ['710'], indicators: '2 ', parts: [heading, role], repeatable: true },
  one('performers', 'orang', '511', '0 ', text('a'), PLAYED),

  many(one('isbn', 'terbit', '020', '  ', text('a'), [...PRINTED, ...PLAYED])),
  one('issn', 'terbit', '022', '  ', text('a'), SERIAL),
  one('edition', 'terbit', '250', '  ', text('a')),
  publication('place', 'a'),
  publication('publisher', 'b'),
  publication('date', 'c'),
  one('frequency', 'terbit', '310', '  ', text('a'), SERIAL),
  one('numbering', 'terbit', '362', '0 ', text('a'), SERIAL),
  one('thesis', 'terbit', '502', '  ', text('a'), ['karya_ilmiah']),
  {
    key: 'series',
    group: 'terbit',
    tags: ['490'],
    indicators: '0 ',
    parts: [text('a'), text('v', 'volume')],
    repeatable: true,
  },

  one('extent', 'fisik', '300', '  ', text('a')),
  one('illustrations', 'fisik', '300', '  ', text('b')),
  one('dimensions', 'fisik', '300', '  ', text('c')),
  one('accompanying', 'fisik', '300', '  ', text('e')),
  one('scale', 'fisik', '255', '  ', text('a'), ['peta']),
  one('system', 'fisik', '538', '  ', text('a'), ['berkas_digital', ...PLAYED]),
  {
    key: 'links',
    group: 'fisik',
    tags: ['856'],
    indicators: '40',
    parts: [{ key: 'url', bind: 'subfield', code: 'u', exact: true }, text('y', 'label')],
    repeatable: true,
  },

  {
    key: 'subjects',
    group: 'subjek',
    tags: ['650', '651', '600', '610', '630', '653'],
    indicators: ' 4',
    parts: [heading],
    repeatable: true,
  },
  many(one('genre', 'subjek', '655', ' 4', text('a'))),
  one('ddc', 'subjek', '082', '04', text('a')),
  one('audience', 'subjek', '008', '', AUDIENCE, [
    'buku',
    'buku_anak',
    'audio',
    'video',
    'berkas_digital',
    'alat_permainan',
    'lainnya',
  ]),
  one('language', 'subjek', '008', '', LANGUAGE),

  one('summary', 'lain', '520', '  ', long('a')),
  one('contents', 'lain', '505', '0 ', long('a')),
  one('bibliography', 'lain', '504', '  ', text('a'), ['buku', 'karya_ilmiah', 'lainnya']),
  many(one('notes', 'lain', '500', '  ', long('a'))),
];

/** The fields of the form for a kind of material. */
export const formFieldsFor = (material: MaterialKind): FormField[] =>
  FORM_FIELDS.filter((field) => field.materials === undefined || field.materials.includes(material));

/** What is in one row of a field: part → text. */
export type FormEntry = Record<string, string>;
/** The form's contents: field → its rows (one for a field that is not repeatable). */
export type BibForm = Record<string, FormEntry[]>;

/** Roles that the form offers; any other can be typed. RDA's terms in Indonesian. */
export const ROLES = [
  'penulis',
  'penyunting',
  'penerjemah',
  'ilustrator',
  'penyusun',
  'pengantar',
  'fotografer',
  'penata musik',
  'sutradara',
  'pengisi suara',
  'pembimbing',
  'penerbit',
] as const;
