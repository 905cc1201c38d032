import type { MaterialKind } from '#shared/marc/derived-bib';
import type { MarcDataField, MarcField, MarcRecord } from '#shared/marc/record';

/** Leader/06-07, 008/18-34 and RDA content, media and carrier of a new record. */
interface Template {
  type: string;
  /** 17 characters: 008/18-34. */
  specific: string;
  /** 007, where the material has one. */
  physical?: string;
  content: [term: string, code: string];
  media: [term: string, code: string];
  carrier: [term: string, code: string];
}

const TEXT: [string, string] = ['teks', 'txt'];
const UNMEDIATED: [string, string] = ['tanpa perantara', 'n'];
const VOLUME: [string, string] = ['volume', 'nc'];
const book = (audience: string, nature = '    '): Template => ({
  type: 'am',
  specific: `    ${audience} ${nature}000 0 `.padEnd(17),
  content: TEXT,
  media: UNMEDIATED,
  carrier: VOLUME,
});

/** Source: MARC 21 leader and 008 by material; RDA terms in Indonesian. */
const TEMPLATES: Readonly<Record<MaterialKind, Template>> = {
  buku: book(' '),
  buku_anak: book('j'),
  karya_ilmiah: book(' ', 'm   '),
  lainnya: { ...book(' '), type: 'km', specific: 'nnn |     |    kn', content: ['gambar diam', 'sti'] },
  terbitan_berkala: { type: 'as', specific: 'ur p       0   a0', content: TEXT, media: UNMEDIATED, carrier: VOLUME },
  audio: {
    type: 'im',
    specific: '||nn g          n',
    physical: 'sd fsngnnmmned',
    content: ['kata yang diucapkan', 'spw'],
    media: ['audio', 's'],
    carrier: ['cakram audio', 'sd'],
  },
  video: {
    type: 'gm',
    specific: '||| g          vl',
    physical: 'vd cvaizq',
    content: ['gambar bergerak dua dimensi', 'tdi'],
    media: ['video', 'v'],
    carrier: ['cakram video', 'vd'],
  },
  peta: {
    type: 'em',
    specific: '       a  0   0  ',
    physical: 'aj canzn',
    content: ['gambar kartografi', 'cri'],
    media: UNMEDIATED,
    carrier: ['lembar', 'nb'],
  },
  berkas_digital: {
    type: 'mm',
    specific: '    g  o d       ',
    physical: 'cr |||||||||||',
    content: TEXT,
    media: ['komputer', 'c'],
    carrier: ['sumber daring', 'cr'],
  },
  alat_permainan: {
    type: 'rm',
    specific: 'nnn g          wn',
    content: ['bentuk tiga dimensi', 'tdf'],
    media: UNMEDIATED,
    carrier: ['objek', 'nr'],
  },
};

const rda = (tag: string, [term, code]: [string, string], source: string): MarcDataField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: [
    { code: 'a', value: term },
    { code: 'b', value: code },
    { code: '2', value: source },
  ],
});

/**
 * An empty record for a kind of material, in Indonesian, described by RDA.
 * @param today `YYYY-MM-DD`
 */
export function newRecord(material: MaterialKind, today: string): MarcRecord {
  const template = TEMPLATES[material];
  const entered = today.slice(2).replaceAll('-', '');
  // 008: entered, single date not known yet, place Indonesia, what depends on the material, language, source
  const fixed = `${entered}s||||    io ${template.specific}ind d`;
  const fields: MarcField[] = [
    ...(template.physical ? [{ tag: '007', value: template.physical }] : []),
    { tag: '008', value: fixed },
    {
      tag: '040',
      ind1: ' ',
      ind2: ' ',
      subfields: [
        { code: 'b', value: 'ind' },
        { code: 'e', value: 'rda' },
      ],
    },
    rda('336', template.content, 'rdacontent'),
    rda('337', template.media, 'rdamedia'),
    rda('338', template.carrier, 'rdacarrier'),
  ];
  return { leader: `00000n${template.type} a2200000 i 4500`, fields };
}
