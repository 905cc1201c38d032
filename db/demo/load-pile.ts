import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { savePile, type SampleBook } from '../../src/modules/collection/copying/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { deriveBib } from '../../src/shared/marc/derive.ts';
import type { MarcDataField, MarcRecord } from '../../src/shared/marc/record.ts';
import { controlNumber } from './load-mapping.ts';
import type { PlannedCopy } from './plan-copies.ts';

const text = z.string();
const pile = z.object({
  library: text,
  books: z.array(
    z.object({
      isbn: text.regex(/^\d{13}$/),
      state: z.enum(['found', 'maybe', 'nothing', 'left_out']),
      copies: z.number().int(),
      title: text.optional(),
      author: text.optional(),
      publisher: text.optional(),
      place: text.optional(),
      year: z.number().int().optional(),
      ddc: text.optional(),
      extent: text.optional(),
      sources: z.array(text).default([]),
      silent: z.array(text).default([]),
    }),
  ),
});
type Told = z.output<typeof pile>['books'][number];

/** What other catalogues would have of it; null for a book of which they have nothing. */
function recordOf({ isbn, title, author, publisher, place, year, ddc, extent }: Told): MarcRecord | null {
  if (title === undefined) return null;
  const field = (tag: string, ind: string, ...pairs: [string, string | undefined][]): MarcDataField[] => {
    const subfields = pairs.flatMap(([code, value]) => (value === undefined ? [] : [{ code, value }]));
    return subfields.length === 0 ? [] : [{ tag, ind1: ind.charAt(0), ind2: ind.charAt(1), subfields }];
  };
  return {
    leader: '00000nam a2200000 i 4500',
    fields: [
      { tag: '008', value: `260101s${year ?? 2026}    io            000 0 ind d`.padEnd(40) },
      ...field('020', '  ', ['a', isbn]),
      ...field('082', '04', ['a', ddc]),
      ...field('100', '0 ', ['a', author]),
      ...field('245', '10', ['a', title]),
      ...field('264', ' 1', ['a', place], ['b', publisher], ['c', year === undefined ? undefined : String(year)]),
      ...field('300', '  ', ['a', extent]),
    ],
  };
}

const asLeft = (book: Told): SampleBook => ({
  ...{ isbn: book.isbn, state: book.state, copies: book.copies, sources: book.sources, silent: book.silent },
  title: book.title ?? null,
  byline: book.title === undefined ? null : [book.author, book.publisher, book.year].filter(Boolean).join(' · '),
  marc: recordOf(book),
  barcodes: [],
});

/**
 * A pile of books that was scanned and looked up, and is not done with: some were found, one needs a look, nobody has some, one is in the
 * catalogue already and one has just been added to it.
 */
export async function loadPile(
  trx: Tx,
  ctx: Ctx,
  about: {
    libraryIdOf: (code: string) => number;
    bibs: readonly MarcRecord[];
    copies: readonly PlannedCopy[];
  },
): Promise<void> {
  const { library, books } = pile.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'pile.json'), 'utf8')));
  const here = about.bibs.flatMap((record) => {
    const { isbns, title } = deriveBib(record);
    const copy = about.copies.find((one) => one.library === library && one.bib === controlNumber(record));
    return isbns[0] === undefined || !copy ? [] : [{ isbn: isbns[0], title, barcode: copy.barcode }];
  });
  const [known, added] = here.slice(-2);
  const nothing = { copies: 1, byline: null, marc: null, sources: [], silent: [], barcodes: [] };
  await savePile(trx, ctx, {
    libraryId: about.libraryIdOf(library),
    itemType: 'umum',
    books: [
      ...books.map(asLeft),
      ...(known ? [{ ...nothing, isbn: known.isbn, state: 'here' as const, title: null }] : []),
      ...(added
        ? [{ ...nothing, isbn: added.isbn, state: 'added' as const, title: added.title, barcodes: [added.barcode] }]
        : []),
    ],
  });
}
