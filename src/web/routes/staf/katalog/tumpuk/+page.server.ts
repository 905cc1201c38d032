import {
  addBook,
  addItems,
  getBib,
  isAsAdded,
  listBibs,
  listItemsById,
  listItemTypes,
  undoAdding,
  UNDO_ADDING_HOURS,
} from '#modules/collection/catalog';
import { ITEM_SOURCES } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { formatIsbn13 } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { askedWords, readBookAsked } from '#web/features/catalog/isbn-said.ts';
import { itemChoices } from '#web/features/catalog/item-form.server.ts';
import { whyNoLabel } from '#web/features/catalog/label-said.server.ts';
import { knownTitle, labelsHref } from '#web/features/catalog/new-copy.server.ts';
import {
  awaiting,
  MOST_IN_PILE,
  MOST_UNKNOWN,
  pileQuery,
  readPile,
  withItem,
  withoutItem,
  withoutUnknown,
  withUnknown,
  type Pile,
} from '#web/features/catalog/pile-state.ts';
import { recordOf } from '#web/features/catalog/short-form.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk, type Desk } from '#web/features/circulation/parts/desk-library.server.ts';
import { done, type RefusedForm } from '#web/kit/form/form-action.server.ts';
import type { AskedElsewhere, FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'items.edit' }, actions: { fill: { may: 'catalog.edit' } } };

const needs = ['items.edit'] as const;
/** Within so many milliseconds a second scan of the same book is taken for the scanner's echo. */
const ECHO = 4000;
const PATH = '/staf/katalog/tumpuk';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, needs);
  const asked = readPile(url.searchParams);
  const [items, types, awaited] = await Promise.all([
    listItemsById(ctx, asked.items),
    listItemTypes(ctx.db),
    awaitedTitle(ctx, asked.awaits),
  ]);
  // what was taken back or never was, and a title that is gone, stand in the pile no more
  const pile = awaiting({ ...asked, items: items.map(({ id }) => id) }, awaited?.id ?? null);
  const since = ctx.clock.now().getTime() - UNDO_ADDING_HOURS * 3_600_000;
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
      mayUndo: isAsAdded(item) && item.createdAt.getTime() > since && can(ctx.actor, 'items.edit', item.libraryId),
    })),
    /** The title whose label is to be scanned. */
    awaited,
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

/** The title of the book whose label comes next; null = none is awaited, or it is gone by now. */
async function awaitedTitle(ctx: Ctx, id: number | null): Promise<{ id: number; title: string } | null> {
  if (id === null) return null;
  try {
    const bib = await getBib(ctx, id);
    return bib.deletedAt === null ? { id, title: bib.derived.title } : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

interface Said {
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: string;
  /** Titles of which one is meant, or the one that may be meant twice. */
  choices: { bibId: number; title: string; byline: string }[];
  /** The page was opened for another library than the chosen one: what was scanned, and what it can be sent again with. */
  again: { kode: string; elsewhere: AskedElsewhere } | null;
}
const saying = (tone: Said['tone'], title: string, text: string, choices: Said['choices'] = []): { said: Said } => ({
  said: { tone, title, text, choices, again: null },
});
function refused({ message, fields, elsewhere }: FormRefusal, { values }: RefusedForm): { said: Said } {
  const { said } = saying('bad', m.add_book_not_added(), [message, ...Object.values(fields)].join(' '));
  return { said: { ...said, again: elsewhere && values.kode ? { kode: values.kode, elsewhere } : null } };
}

/** On with the pile: everything that is known of it stands in the address. */
const onward = (pile: Pile, said: string | null = null) => done(said, `${PATH}?${pileQuery(pile)}`);

/** What was typed of a title comes back with it; one that is here already is offered instead. */
function refusedTitle(refusal: FormRefusal, form: RefusedForm): FormRefusal & { said: Said } {
  const { said } = refused(refusal, form);
  const { code, params } = form.error;
  const there = code === 'catalog.bib_duplicate' ? [{ bibId: Number(params.bibId), title: String(params.title) }] : [];
  const { barcode, ...fields } = refusal.fields;
  return {
    ...refusal,
    fields: { ...fields, ...(barcode !== undefined && { label: barcode }) },
    said: { ...said, choices: there.map((one) => ({ ...one, byline: '' })) },
  };
}

const isFull = (pile: Pile): boolean => pile.items.length >= MOST_IN_PILE;
const full = () => saying('bad', m.add_book_pile_full({ most: MOST_IN_PILE }), '');

/** One more copy of a title that is here, as its other copies are; without a label the counter gives its barcode. */
async function addTo(pile: Pile, { ctx, library }: Pick<Desk, 'ctx' | 'library'>, bibId: number, label?: string) {
  if (isFull(pile)) return full();
  const { copy } = await knownTitle(ctx, bibId, library.id, await itemChoices(ctx));
  const [item] = await addItems(ctx, {
    bibId,
    libraryId: library.id,
    itemType: copy.itemType,
    ...(copy.callNumber !== '' && { callNumber: copy.callNumber }),
    source: pile.source,
    spaceId: copy.spaceId,
    ...(label === undefined ? { copies: 1 } : { barcodes: [label] }),
  });
  return onward(withItem(pile, item?.id ?? 0));
}

/** The title is known: where the books have labels, the label comes next. */
const found = async (pile: Pile, desk: Pick<Desk, 'ctx' | 'library'>, bibId: number) =>
  pile.labels && !isFull(pile) ? onward(awaiting(pile, bibId)) : addTo(pile, desk, bibId);

/** Why this cannot be the label of a book; null = it can. */
function notALabel(label: string): { said: Said } | null {
  switch (whyNoLabel(label)) {
    case null:
      return null;
    case 'empty':
      return saying('warn', m.add_book_pile_no_label(), '');
    case 'isbn':
      return saying('bad', m.add_book_pile_label_isbn(), m.add_book_pile_label_isbn_text());
    case 'wrong':
      return saying('bad', m.add_book_pile_label_wrong(), m.field_barcode());
  }
}

/** Was this label scanned a moment ago, for the copy before? */
async function isLabelAgain(ctx: Ctx, pile: Pile, text: string): Promise<boolean> {
  const last = pile.labels ? pile.items.at(-1) : undefined;
  const [item] = last === undefined ? [] : await listItemsById(ctx, [last]);
  return item?.barcode === text;
}

/** Was this very title the last that was added, a moment ago? */
async function isEcho(ctx: Ctx, pile: Pile, bibId: number): Promise<boolean> {
  const last = pile.items.at(-1);
  const [item] = last === undefined ? [] : await listItemsById(ctx, [last]);
  return item !== undefined && item.bibId === bibId && ctx.clock.now().getTime() - item.createdAt.getTime() < ECHO;
}

export const actions: Actions = {
  scan: deskAction({ needs, refused }, async ({ ctx, library, url, values }) => {
    const pile = readPile(url.searchParams);
    const typed = (values.kode ?? '').trim();
    if (pile.awaits !== null) {
      return notALabel(typed) ?? addTo(pile, { ctx, library }, pile.awaits, typed);
    }
    if (await isLabelAgain(ctx, pile, typed)) return saying('warn', m.add_book_pile_label_again(), '');
    const asked = readBookAsked(typed);
    if (asked.kind === 'nothing') return saying('warn', m.add_book_empty_scan(), '');
    if (asked.kind === 'wrong_isbn') {
      return saying('bad', m.add_book_wrong_isbn(), m.add_book_wrong_isbn_text({ isbn: asked.text }));
    }
    if (isFull(pile)) return full();
    const { data } = await listBibs(ctx, { q: askedWords(asked), limit: 8 });
    const choices = data.map((bib) => ({
      bibId: bib.id,
      title: bib.title,
      byline: [bib.mainAuthor, bib.publisher, bib.year].filter(Boolean).join(' · '),
    }));
    const [only] = data;
    if (!only) {
      if (asked.kind === 'isbn') {
        const more = withUnknown(pile, asked.isbn);
        if (more.unknown.length > MOST_UNKNOWN) {
          return saying('bad', m.add_book_pile_many_unknown({ most: MOST_UNKNOWN }), '');
        }
        return onward(more);
      }
      return saying('warn', m.add_book_nowhere(), m.add_book_pile_words());
    }
    if (data.length > 1 || asked.kind !== 'isbn') return saying('warn', m.add_book_which(), '', choices);
    if (!pile.labels && (await isEcho(ctx, pile, only.id))) {
      return saying('warn', m.add_book_twice({ title: only.title }), m.add_book_twice_text(), choices);
    }
    return found(pile, { ctx, library }, only.id);
  }),
  add: deskAction({ needs, refused }, async ({ ctx, library, url, values }) =>
    found(readPile(url.searchParams), { ctx, library }, idIn(values, 'bibId')),
  ),
  /** This one has no label: the counter gives its barcode. */
  number: deskAction({ needs, refused }, async ({ ctx, library, url }) => {
    const pile = readPile(url.searchParams);
    return pile.awaits === null ? onward(pile) : addTo(pile, { ctx, library }, pile.awaits);
  }),
  /** It was another book: the ISBN is scanned again. */
  other: deskAction({ needs, refused }, async ({ url }) =>
    Promise.resolve(onward(awaiting(readPile(url.searchParams), null))),
  ),
  /** A copy that was added by mistake is taken back. */
  undo: deskAction({ needs, refused }, async ({ ctx, url, values }) => {
    const { id, barcode } = await undoAdding(ctx, idIn(values, 'item'));
    return onward(withoutItem(readPile(url.searchParams), id), m.add_book_pile_undone({ barcode }));
  }),
  /** The title of a book of which nothing was known. */
  fill: deskAction({ needs, refused: refusedTitle }, async ({ ctx, library, url, values, data }) => {
    const pile = readPile(url.searchParams);
    if (isFull(pile)) return full();
    const label = values.label?.trim() ?? '';
    const why = label === '' ? null : whyNoLabel(label);
    if (why) throw platformErrors.invalidInput({}, { label: why === 'isbn' ? 'barcode_isbn' : 'barcode' });
    const { items } = await addBook(ctx, {
      marc: await recordOf(ctx, 'buku', data),
      allowDuplicate: false,
      copies: {
        libraryId: library.id,
        itemType: pile.itemType || 'umum',
        source: pile.source,
        ...(label === '' ? { copies: 1 } : { barcodes: [label] }),
      },
    });
    return onward(withItem(withoutUnknown(pile, values['f.isbn.0.value'] ?? ''), items[0]?.id ?? 0));
  }),
  discard: deskAction({ needs, refused }, async ({ url, values }) =>
    Promise.resolve(onward(withoutUnknown(readPile(url.searchParams), values.isbn ?? ''))),
  ),
};
