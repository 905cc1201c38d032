export { savePile, type SampleBook } from './save-sample.ts';

/** A book as another catalogue has it. */
export interface ForeignBook {
  title: string;
  subtitle?: string;
  author?: string;
  year?: number;
  isbn?: string;
  ddc?: string;
  extent?: string;
  summary?: string;
  /** 001 and 003. */
  number?: [number: string, maker: string];
  /** Further MARCXML of the record. */
  more?: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const field = (tag: string, ind: string, ...subfields: [code: string, value: string | undefined][]): string => {
  const said = subfields.filter(([, value]) => value !== undefined);
  if (said.length === 0) return '';
  const inner = said.map(([code, value = '']) => `<subfield code="${code}">${escaped(value)}</subfield>`).join('');
  return `<datafield tag="${tag}" ind1="${ind.charAt(0)}" ind2="${ind.charAt(1)}">${inner}</datafield>`;
};

/** It in MARCXML. */
export function foreignMarcXml(book: ForeignBook): string {
  const [number, maker] = book.number ?? [];
  const control = (tag: string, value: string | undefined): string =>
    value === undefined ? '' : `<controlfield tag="${tag}">${escaped(value)}</controlfield>`;
  return `<record xmlns="http://www.loc.gov/MARC21/slim"><leader>01234cam a2200301 a 4500</leader>${[
    control('001', number),
    control('003', maker),
    control('008', `100101s${book.year ?? 2016}    io            000 0 ind d`.padEnd(40)),
    field('020', '  ', ['a', book.isbn]),
    field('082', '04', ['a', book.ddc]),
    field('100', '0 ', ['a', book.author]),
    field('245', '10', ['a', book.title], ['b', book.subtitle]),
    field('264', ' 1', ['a', 'Jakarta :'], ['b', 'Noura Books,'], ['c', String(book.year ?? 2016)]),
    field('300', '  ', ['a', book.extent]),
    field('520', '  ', ['a', book.summary]),
    book.more ?? '',
  ].join('')}</record>`;
}

/** An answer to searchRetrieve, as the standard of SRU 1.1 writes it. */
export const sruAnswer = (books: readonly (ForeignBook | string)[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.1</zs:version><zs:numberOfRecords>${books.length}</zs:numberOfRecords>${
    books.length === 0
      ? ''
      : `<zs:records>${books
          .map(
            (book, at) =>
              `<zs:record><zs:recordSchema>marcxml</zs:recordSchema><zs:recordPacking>xml</zs:recordPacking><zs:recordData>${typeof book === 'string' ? book : foreignMarcXml(book)}</zs:recordData><zs:recordPosition>${at + 1}</zs:recordPosition></zs:record>`,
          )
          .join('')}</zs:records>`
  }</zs:searchRetrieveResponse>`;

/** An answer that refuses the query, as the standard writes it. */
export const sruDiagnostic = (uri: string, message: string, details: string): string =>
  `<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.1</zs:version><zs:numberOfRecords>0</zs:numberOfRecords><zs:diagnostics><diag:diagnostic xmlns:diag="http://www.loc.gov/zing/srw/diagnostic/"><diag:uri>${uri}</diag:uri><diag:details>${details}</diag:details><diag:message>${message}</diag:message></diag:diagnostic></zs:diagnostics></zs:searchRetrieveResponse>`;
