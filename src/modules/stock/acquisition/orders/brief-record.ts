import { formToMarc, newRecord } from '#modules/collection/catalog';
import type { MarcRecord } from '#shared/marc/record';

/** What is known of a book before anybody has catalogued it. */
export interface BriefBook {
  /** null: only its ISBN is known. */
  title: string | null;
  author: string | null;
  publisher: string | null;
  year: number | null;
  isbn: string | null;
}

/** A brief record of a book, for a cataloguer to complete. */
export function briefRecord({ title, author, publisher, year, isbn }: BriefBook, now: Date): MarcRecord {
  const part = (key: string, value: string | null) => (value === null ? [] : [{ [key]: value }]);
  return formToMarc(newRecord('buku', now.toISOString().slice(0, 10)), 'buku', {
    title: part('value', title),
    author: part('name', author),
    publisher: part('value', publisher),
    date: part('value', year === null ? null : String(year)),
    isbn: part('value', isbn),
  });
}
