import { formToMarc, newRecord } from '#modules/collection/catalog';
import { isIndonesianIsbn } from '#shared/isbn';
import { isControlField, type MarcRecord } from '#shared/marc/record';
import type { BookSaid } from '../rules/book-said.ts';
import type { Found } from './answer.ts';

/** Place and language of 008 (15-17, 35-37) are not known of books from elsewhere. */
const unplaced = (marc: MarcRecord): MarcRecord => ({
  ...marc,
  fields: marc.fields.map((field) =>
    isControlField(field) && field.tag === '008'
      ? { ...field, value: `${field.value.slice(0, 15)}xx ${field.value.slice(18, 35)}und${field.value.slice(38)}` }
      : field,
  ),
});

/** What a catalogue without MARC says, as a record. @param day of today, `YYYY-MM-DD` */
export function foundOf(said: BookSaid, day: string): Found {
  const material = said.issn === '' ? 'buku' : 'terbitan_berkala';
  const blank = newRecord(material, day);
  const [author, ...others] = said.authors;
  const marc = formToMarc(said.isbns.some(isIndonesianIsbn) ? blank : unplaced(blank), material, {
    title: [{ value: said.title }],
    subtitle: [{ value: said.subtitle }],
    author: [{ name: author ?? '' }],
    people: others.map((name) => ({ name })),
    isbn: said.isbns.map((value) => ({ value })),
    issn: [{ value: said.issn }],
    place: [{ value: said.place }],
    publisher: [{ value: said.publisher }],
    date: [{ value: said.date }],
    extent: [{ value: said.extent }],
    ddc: [{ value: said.ddc }],
    subjects: said.subjects.map((name) => ({ name })),
    summary: [{ value: said.summary }],
    ...(said.language !== '' && { language: [{ value: said.language }] }),
  });
  return { marc, cover: said.cover };
}
