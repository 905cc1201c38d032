import type { CitedName, CitedWork } from './work.ts';
import { filedName } from './work.ts';

/** Text in XML 1.0: characters that it cannot hold are dropped. */
export const xmlText = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

const element = (name: string, text: string | number | null | undefined, attributes = ''): string =>
  text === null || text === undefined || text === '' ? '' : `<${name}${attributes}>${xmlText(String(text))}</${name}>`;

/** Values of `typeOfResource`. Source: MODS 3.8. */
const MODS_TYPES: Readonly<Record<CitedWork['material'], string>> = {
  buku: 'text',
  buku_anak: 'text',
  terbitan_berkala: 'text',
  audio: 'sound recording',
  video: 'moving image',
  peta: 'cartographic',
  karya_ilmiah: 'text',
  berkas_digital: 'software, multimedia',
  alat_permainan: 'three dimensional object',
  lainnya: 'mixed material',
};

/** One MODS 3.8 record. @param identifier the record's address or number */
export function toMods(work: CitedWork, identifier: string): string {
  const name = ({ isBody, ...rest }: CitedName, role: string): string =>
    `<name type="${isBody ? 'corporate' : 'personal'}">${element('namePart', filedName({ isBody, ...rest }))}<role><roleTerm type="code" authority="marcrelator">${role}</roleTerm></role></name>`;
  const origin = [
    work.place ? `<place>${element('placeTerm', work.place, ' type="text"')}</place>` : '',
    element('publisher', work.publisher),
    element('dateIssued', work.year),
    element('edition', work.edition),
    work.material === 'terbitan_berkala' ? '<issuance>serial</issuance>' : '<issuance>monographic</issuance>',
  ].join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<mods xmlns="http://www.loc.gov/mods/v3" version="3.8">',
    `<titleInfo>${element('title', work.title)}</titleInfo>`,
    ...work.authors.map((one) => name(one, 'aut')),
    ...work.editors.map((one) => name(one, 'edt')),
    ...work.translators.map((one) => name(one, 'trl')),
    element('typeOfResource', MODS_TYPES[work.material]),
    `<originInfo>${origin}</originInfo>`,
    work.language
      ? `<language>${element('languageTerm', work.language, ' type="code" authority="iso639-2b"')}</language>`
      : '',
    work.extent ? `<physicalDescription>${element('extent', work.extent)}</physicalDescription>` : '',
    element('abstract', work.summary),
    ...work.subjects.map(
      (subject) =>
        `<subject>${subject
          .split(' -- ')
          .map((part) => element('topic', part))
          .join('')}</subject>`,
    ),
    element('classification', work.ddc, ' authority="ddc"'),
    work.series
      ? `<relatedItem type="series"><titleInfo>${element('title', work.series)}</titleInfo></relatedItem>`
      : '',
    element('identifier', work.isbn, ' type="isbn"'),
    element('identifier', work.issn, ' type="issn"'),
    work.url ? `<location>${element('url', work.url)}</location>` : '',
    `<recordInfo>${element('recordIdentifier', identifier)}</recordInfo>`,
    '</mods>\n',
  ].join('');
}

const DC_TYPES: Partial<Record<CitedWork['material'], string>> = {
  audio: 'Sound',
  video: 'MovingImage',
  peta: 'StillImage',
  alat_permainan: 'PhysicalObject',
};

/** One unqualified Dublin Core record, as OAI-PMH's `oai_dc` wants it. */
export function toDublinCore(work: CitedWork, identifier: string): string {
  const dc = (name: string, text: string | number | null): string => element(`dc:${name}`, text);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    dc('title', work.title),
    ...work.authors.map((name) => dc('creator', filedName(name))),
    ...[...work.editors, ...work.translators].map((name) => dc('contributor', filedName(name))),
    ...work.subjects.map((subject) => dc('subject', subject)),
    dc('description', work.summary),
    dc('publisher', work.publisher),
    dc('date', work.year),
    dc('type', DC_TYPES[work.material] ?? 'Text'),
    dc('format', work.extent),
    dc('identifier', identifier),
    dc('identifier', work.isbn && `urn:ISBN:${work.isbn}`),
    dc('identifier', work.issn && `urn:ISSN:${work.issn}`),
    dc('language', work.language),
    dc('relation', work.series),
    '</oai_dc:dc>\n',
  ].join('');
}
