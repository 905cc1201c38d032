import { deriveBib } from '#shared/marc/derive';
import type { DerivedBib, MaterialKind } from '#shared/marc/derived-bib';
import { values } from '#shared/marc/field-index';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import { editionKey, publisherKey, type TitleDescription } from '#shared/identity/same-title';
import { splitVolumes, volumesIn } from '#shared/identity/volumes';
import { foldedKey } from '#shared/text/fold';
import { personNameKey } from '#shared/text/person-name';
import { withoutDates } from './duplicate-keys.ts';

/** Kinds that cataloguers do not tell apart in the same way are one. */
const FORMATS: Readonly<Record<MaterialKind, string>> = {
  buku: 'cetak',
  buku_anak: 'cetak',
  karya_ilmiah: 'cetak',
  terbitan_berkala: 'terbitan_berkala',
  audio: 'audio',
  video: 'video',
  peta: 'peta',
  berkas_digital: 'berkas_digital',
  alat_permainan: 'alat_permainan',
  lainnya: '',
};

const without = (all: readonly string[], taken: readonly string[]): string[] =>
  all.filter((one) => !taken.includes(one));

/** What a record says by which its title is recognised. @param derived when the caller has it already */
export function describeTitle(marc: MarcRecord, derived: DerivedBib = deriveBib(marc)): TitleDescription {
  const field = marc.fields.filter(isDataField).find(({ tag }) => tag === '245');
  const proper = splitVolumes(derived.title);
  const subtitle = splitVolumes(values(field, 'b').join(' '));
  const partNames = values(field, 'p').map(foldedKey);
  const inTitle = proper.volumes;
  const numbered = values(field, 'n').flatMap(volumesIn);
  const own = [...inTitle, ...without(numbered, inTitle)];
  return {
    controlNumber: derived.controlNumber,
    controlNumberSource: derived.controlNumberSource,
    isbns: derived.isbns,
    // a title that is nothing but "Jilid 2" keeps it
    title: proper.rest || foldedKey(derived.title),
    rest: [subtitle.rest, ...partNames].filter((part) => part !== '').join(' '),
    volumes: [...own, ...without(subtitle.volumes, own)],
    partNames,
    authors: derived.authors.map(({ name }) => personNameKey(withoutDates(name))),
    year: derived.year,
    edition: editionKey(derived.edition ?? ''),
    publisher: publisherKey(derived.publisher ?? ''),
    format: FORMATS[derived.materialKind],
    series: derived.series.map(({ title, volume }) => ({
      title: foldedKey(title),
      volume: volumesIn(volume ?? '').join('.'),
    })),
  };
}
