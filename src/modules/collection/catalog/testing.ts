import type { Ctx } from '#platform/context';
import type { MarcRecord } from '#shared/marc/record';
import { addItems, type AddedItem } from './items/add-items.ts';
import { createBib } from './bibs/create-bib.ts';
import type { AddItemsInput } from './schema.ts';

export { LINK_PREFIX } from './rules/bib-headings.ts';
export { createItem } from './items/create-item.ts';

interface TestBook {
  title: string;
  author?: string;
  year?: number;
  ddc?: string;
  isbn?: string;
}

/** A record of a book for tests, as a cataloguer would enter it. */
export function bookRecord(book: TestBook): MarcRecord {
  const field = (tag: string, ind: string, ...subfields: [string, string][]) => ({
    tag,
    ind1: ind.charAt(0),
    ind2: ind.charAt(1),
    subfields: subfields.map(([code, value]) => ({ code, value })),
  });
  return {
    leader: '00000nam a2200000 i 4500',
    fields: [
      { tag: '008', value: `261125s${book.year ?? 2019}    io a          000 0 ind d`.padEnd(40) },
      ...(book.isbn ? [field('020', '  ', ['a', book.isbn])] : []),
      ...(book.ddc ? [field('082', '04', ['a', book.ddc])] : []),
      ...(book.author ? [field('100', '0 ', ['a', book.author])] : []),
      field('245', '10', ['a', book.title]),
      field('264', ' 1', ['a', 'Jakarta :'], ['b', 'Balai Pustaka,'], ['c', `${book.year ?? 2019}.`]),
    ],
  };
}

/** Puts a record of a book into the database. @returns its id */
export async function makeBib(
  ctx: Ctx,
  book: TestBook = {
    title: 'Sitti Nurbaya',
    author: 'Marah Rusli',
  },
): Promise<number> {
  const { bib } = await createBib(ctx, { marc: bookRecord(book), allowDuplicate: true });
  return bib.id;
}

/** One copy of a record in a library; `itemType` 'umum' unless said otherwise. */
export async function makeItem(
  ctx: Ctx,
  item: { bibId: number; libraryId: number } & Partial<AddItemsInput>,
): Promise<AddedItem> {
  const [added] = await addItems(ctx, { itemType: 'umum', ...(item.barcodes ? {} : { copies: 1 }), ...item });
  if (!added) throw new Error('no copy was added');
  return added;
}
