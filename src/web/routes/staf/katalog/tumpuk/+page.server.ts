import { addBook, addItems, getItem, listBibs, listItemsById, listItemTypes } from '#modules/collection/catalog';
import { ITEM_SOURCES } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatIsbn13 } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { readBookAsked } from '#web/features/catalog/isbn-said.ts';
import { itemChoices } from '#web/features/catalog/item-form.server.ts';
import { knownTitle, labelsHref } from '#web/features/catalog/new-copy.server.ts';
import {
  MOST_IN_PILE,
  pileQuery,
  readPile,
  withItem,
  withoutUnknown,
  withUnknown,
  type Pile,
} from '#web/features/catalog/pile-state.ts';
import { recordOf } from '#web/features/catalog/short-form.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk, type Desk } from '#web/features/circulation/parts/desk-library.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'items.edit' }, actions: { fill: { may: 'catalog.edit' } } };

const needs = ['items.edit'] as const;
/** Within so many milliseconds a second scan of the same book is taken for the scanner's echo. */
const ECHO = 4000;
const PATH = '/staf/katalog/tumpuk';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, needs);
  const pile = readPile(url.searchParams);
  const [items, types] = await Promise.all([listItemsById(ctx, pile.items), listItemTypes(ctx.db)]);
  return {
    library: library.name,
    query: pileQuery(pile),
    pile,
    /** Newest on top; numbered from the first scan on. */
    items: items.toReversed().map((item, i) => ({
      id: item.id,
      number: items.length - i,
      title: item.title,
      barcode: item.barcode,
      callNumber: item.callNumber ?? '',
      href: localizeHref(`/staf/katalog/${item.bibId}/eksemplar/${item.id}`),
    })),
    unknown: pile.unknown.map((isbn) => ({ isbn, shown: formatIsbn13(isbn) })),
    full: pile.items.length >= MOST_IN_PILE,
    most: MOST_IN_PILE,
    itemTypes: types.map((type) => ({ value: type.code, label: ctx.locale === 'en' ? type.nameEn : type.nameId })),
    sources: catalogOptions('source', ITEM_SOURCES, ctx.locale),
    mayWrite: canAnywhere(ctx.actor, 'catalog.edit'),
    labelsHref: labelsHref(
      ctx,
      library.id,
      items.map(({ barcode }) => barcode),
    ),
  };
};

interface Said {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: string;
  /** Titles of which one is meant, or the one that may be meant twice. */
  choices: { bibId: number; title: string; byline: string }[];
}
const saying = (tone: Said['tone'], title: string, text: string, choices: Said['choices'] = []): { said: Said } => ({
  said: { tone, title, text, choices },
});
const refused = ({ message, fields }: FormRefusal) =>
  saying('bad', m.add_book_not_added(), [message, ...Object.values(fields)].join(' '));

/** On with the pile: everything that is known of it stands in the address. */
const onward = (pile: Pile) => done(null, `${PATH}?${pileQuery(pile)}`);

/** One more copy of a title that is here, as its other copies are. */
async function addTo(pile: Pile, { ctx, library }: Pick<Desk, 'ctx' | 'library'>, bibId: number) {
  const { copy } = await knownTitle(ctx, bibId, library.id, await itemChoices(ctx));
  const [item] = await addItems(ctx, {
    bibId,
    libraryId: library.id,
    itemType: copy.itemType,
    ...(copy.callNumber !== '' && { callNumber: copy.callNumber }),
    source: pile.source,
    spaceId: copy.spaceId,
    copies: 1,
  });
  return onward(withItem(pile, item?.id ?? 0));
}

/** Was this very title the last that was added, a moment ago? */
async function isEcho(ctx: Ctx, pile: Pile, bibId: number): Promise<boolean> {
  const last = pile.items.at(-1);
  if (last === undefined) return false;
  const item = await getItem(ctx, last);
  return item.bibId === bibId && ctx.clock.now().getTime() - item.createdAt.getTime() < ECHO;
}

export const actions: Actions = {
  scan: deskAction({ needs, refused }, async ({ ctx, library, url, values }) => {
    const pile = readPile(url.searchParams);
    const asked = readBookAsked(values.kode ?? '');
    if (asked.kind === 'nothing') return saying('warn', m.add_book_empty_scan(), '');
    if (asked.kind === 'wrong_isbn') {
      return saying('bad', m.add_book_wrong_isbn(), m.add_book_wrong_isbn_text({ isbn: asked.text }));
    }
    if (pile.items.length >= MOST_IN_PILE) return saying('bad', m.add_book_pile_full({ most: MOST_IN_PILE }), '');
    const { data } = await listBibs(ctx, { q: asked.kind === 'isbn' ? asked.isbn : asked.text, limit: 8 });
    const choices = data.map((bib) => ({
      bibId: bib.id,
      title: bib.title,
      byline: [bib.mainAuthor, bib.publisher, bib.year].filter(Boolean).join(' · '),
    }));
    const [only] = data;
    if (!only) {
      if (asked.kind === 'isbn') return onward(withUnknown(pile, asked.isbn));
      return saying('warn', m.add_book_nowhere(), m.add_book_pile_words());
    }
    if (data.length > 1 || asked.kind === 'words') return saying('warn', m.add_book_which(), '', choices);
    if (await isEcho(ctx, pile, only.id)) {
      return saying('warn', m.add_book_twice({ title: only.title }), m.add_book_twice_text(), choices);
    }
    return addTo(pile, { ctx, library }, only.id);
  }),
  add: deskAction({ needs, refused }, async ({ ctx, library, url, values }) =>
    addTo(readPile(url.searchParams), { ctx, library }, idIn(values, 'bibId')),
  ),
  /** The title of a book of which nothing was known. */
  fill: deskAction({ needs, refused }, async ({ ctx, library, url, values, data }) => {
    const pile = readPile(url.searchParams);
    const { items } = await addBook(ctx, {
      marc: await recordOf(ctx, 'buku', data),
      allowDuplicate: false,
      copies: { libraryId: library.id, itemType: pile.itemType || 'umum', source: pile.source, copies: 1 },
    });
    return onward(withItem(withoutUnknown(pile, values['f.isbn.0.value'] ?? ''), items[0]?.id ?? 0));
  }),
  discard: deskAction({ needs, refused }, async ({ url, values }) =>
    Promise.resolve(onward(withoutUnknown(readPile(url.searchParams), values.isbn ?? ''))),
  ),
};
