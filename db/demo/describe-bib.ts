/** What the plans need to know of a title, read from its MARC record. */
import { isControlField, isDataField } from '#shared/marc/record';
import type { MarcRecord } from '#shared/marc/record';

export interface DemoBib {
  controlNumber: string;
  title: string;
  ddc: string;
  audience: 'anak' | 'remaja' | 'dewasa';
  material: 'buku' | 'berkala' | 'referensi' | 'braille';
  /** Year of publication, null when unknown. */
  year: number | null;
  pages: number | null;
  isFiction: boolean;
  language: string;
  isTextbook: boolean;
  isOldSpelling: boolean;
  /** About Blitar or its sons: the local collection. */
  isLocal: boolean;
}

const LOCAL = /Blitar|Panataran|Penataran|Belimbing|Ikan koi/i;

export function describeBib(record: MarcRecord): DemoBib {
  const control = (tag: string): string =>
    record.fields.filter(isControlField).find((field) => field.tag === tag)?.value ?? '';
  const values = (tag: string, code: string): string[] =>
    record.fields
      .filter(isDataField)
      .filter((field) => field.tag === tag)
      .flatMap((field) => field.subfields.filter((subfield) => subfield.code === code).map(({ value }) => value));
  const fixed = control('008');
  const isSerial = record.leader[7] === 's';
  const level = isSerial ? '' : fixed[22];
  const audienceNote = values('521', 'a')[0] ?? '';
  const isChild = level === 'j' || audienceNote.startsWith('Anak');
  const isTeen = level === 'd' || audienceNote.startsWith('Remaja');
  const isReference = !isSerial && fixed.slice(24, 28).trim() !== '';
  const subjects = [...values('650', 'a'), ...values('651', 'a'), ...values('600', 'a')];
  const title = [...values('245', 'a'), ...values('245', 'b')].join(' ').replace(/ [/]$|\.$/, '');
  const year = Number(fixed.slice(7, 11));
  const pages = Number.parseInt(values('300', 'a')[0] ?? '', 10);
  return {
    controlNumber: control('001'),
    title,
    ddc: values('082', 'a')[0] ?? '',
    audience: isChild ? 'anak' : isTeen ? 'remaja' : 'dewasa',
    material: isSerial ? 'berkala' : isReference ? 'referensi' : fixed[23] === 'f' ? 'braille' : 'buku',
    year: Number.isNaN(year) ? null : year,
    pages: Number.isNaN(pages) ? null : pages,
    isFiction: !isSerial && fixed[33] === '1',
    language: fixed.slice(35, 38),
    isTextbook: subjects.some((subject) => /^Buku (pelajaran|sekolah)/.test(subject)),
    isOldSpelling: values('546', 'a').some((note) => note.includes('ejaan lama')),
    isLocal: LOCAL.test(`${title} ${subjects.join(' ')}`) || (subjects.includes('Sukarno') && !isSerial),
  };
}
