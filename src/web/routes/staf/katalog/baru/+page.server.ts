import { addBook, addItems, createBib, getBib, listBibs, marcToForm } from '#modules/collection/catalog';
import { copiesWanted, countAskable, settlePileBook, takeCover, type CopiesWanted } from '#modules/collection/copying';
import { MATERIAL_KINDS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { formatIsbn13 } from '#shared/isbn';
import type { MaterialKind } from '#shared/marc/derived-bib';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { asMaterial, catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { formView, readBibForm } from '#web/features/catalog/form-view.server.ts';
import { askedWords, readBookAsked, type BookAsked } from '#web/features/catalog/isbn-said.ts';
import { itemChoices } from '#web/features/catalog/item-form.server.ts';
import { whyNoLabel } from '#web/features/catalog/label-said.server.ts';
import { knownTitle, labelsHref } from '#web/features/catalog/new-copy.server.ts';
import {
  classesFor,
  coverIn,
  recordOf,
  shortForm,
  shortFormAgain,
  shortFormOf,
  template,
} from '#web/features/catalog/short-form.server.ts';
import { askingView } from '#web/features/copying/parts/elsewhere-view.server.ts';
import { takenIn } from '#web/features/copying/parts/take-form.server.ts';
import { troubleInWords } from '#web/features/copying/parts/trouble-words.server.ts';
import { formAction, done, type Sent } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['catalog.edit', 'items.edit'] },
  actions: {
    full: { may: 'catalog.edit' },
    short: { may: 'catalog.edit' },
    suggest: { may: 'catalog.edit' },
    take: { may: 'catalog.edit' },
    copies: { may: 'items.edit' },
  },
};

const FOUND = 10;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url: { searchParams }, isDataRequest }) => {
  const material = asMaterial(searchParams.get('bahan'));
  const materials = catalogOptions('material', MATERIAL_KINDS, ctx.locale);
  const mayWrite = canAnywhere(ctx.actor, 'catalog.edit');
  const text = searchParams.get('cari') ?? '';
  const asked = readBookAsked(text);
  const choices = await itemChoices(ctx);
  const wanted = await wantedByPile(ctx, searchParams);
  const here = wanted?.libraryId ?? ctx.libraryId;
  const found =
    asked.kind === 'nothing' || asked.kind === 'wrong_isbn'
      ? []
      : (await listBibs(ctx, { q: askedWords(asked), limit: FOUND })).data;
  const chosen = idOrNull({ judul: searchParams.get('judul') ?? '' }, 'judul');
  const only = asked.kind === 'isbn' && found.length === 1 ? (found[0]?.id ?? null) : null;
  const bibId = chosen ?? only;
  const known = bibId === null ? null : await knownTitle(ctx, bibId, here, choices);
  const likePile = wanted && { itemType: wanted.itemType, copies: wanted.copies };
  // nowhere in the network, or asked for as a new title
  const asks = searchParams.get('lain') === 'ya';
  const isNew =
    known === null &&
    mayWrite &&
    ((asked.kind === 'isbn' && found.length === 0) || asks || searchParams.get('baru') === 'ya');
  const sought = soughtElsewhere(asked);
  const asking = asks && isNew && sought ? await askingView(ctx, services, sought) : null;
  return {
    text: text.slice(0, 200),
    asked: asked.kind,
    isbn: asked.kind === 'isbn' ? formatIsbn13(asked.isbn) : null,
    mayWrite,
    mayAdd: choices.libraries.length > 0,
    mayCover: canAnywhere(ctx.actor, 'covers.edit'),
    choices,
    known: known && { ...known, copy: { ...known.copy, ...likePile } },
    found: found.map((bib) => ({
      href: localizeHref(`/staf/katalog/baru?judul=${bib.id}`),
      id: bib.id,
      title: [bib.title, bib.subtitle].filter(Boolean).join(': '),
      byline: [bib.mainAuthor, bib.publisher, bib.year].filter(Boolean).join(' · '),
      copies: bib.itemCount,
    })),
    newHref: localizeHref(`/staf/katalog/baru?${new URLSearchParams({ cari: text.slice(0, 200), baru: 'ya' })}`),
    // our own network first: others are asked for what is not known here, and only when somebody wants it
    askable: mayWrite && known === null && sought !== null ? await countAskable(ctx) : 0,
    // with a script what answers is shown as it comes; a page that is sent whole has all of it
    elsewhere: asking && (isDataRequest ? asking.whole : await asking.whole),
    early: asking && isDataRequest ? asking.each : [],
    short: isNew
      ? await shortForm(
          ctx,
          asked.kind === 'isbn' ? { isbn: asked.isbn } : asked.kind === 'words' ? { title: asked.text } : {},
        )
      : null,
    copy: {
      libraryId: choices.libraries.find(({ value }) => value === here)?.value ?? choices.libraries[0]?.value ?? '',
      ...likePile,
    },
    materials,
    material: mayWrite ? (material ?? null) : null,
    materialName: material ? catalogName('material', material, ctx.locale) : '',
    sections: material ? formView(marcToForm(await template(ctx, material), material), material, ctx.locale) : [],
    pileHref: localizeHref('/staf/katalog/tumpuk'),
    behindHref: localizeHref('/staf/katalog/baru/tumpukan'),
    /** The book of a pile that is filled in or compared here; '' = none. */
    pileBook: String(idAsked(searchParams.get('tumpukan')) ?? ''),
  };
};

/** What other catalogues are asked for; null = nothing of which they could be asked. */
function soughtElsewhere(asked: BookAsked) {
  switch (asked.kind) {
    case 'isbn':
      return { isbn: asked.isbn };
    case 'issn':
      return { issn: asked.issn };
    case 'words':
      return { words: asked.text };
    default:
      return null;
  }
}

/** The book that is there already, when that is why the record was refused. */
const duplicateOf = (error: unknown): { id: number; title: string } | null => {
  if (!(error instanceof AppError) || error.code !== 'catalog.bib_duplicate') return null;
  return { id: Number(error.params.bibId), title: String(error.params.title) };
};

/** What the pile of this book says of its copies; null = it is no book of a pile. */
async function wantedByPile(ctx: Ctx, asked: URLSearchParams): Promise<CopiesWanted | null> {
  const book = idAsked(asked.get('tumpukan'));
  return book === null ? null : copiesWanted(ctx, book);
}

/** Of a book of a pile its pile hears that it was added. @returns the pile, to go back to */
async function settled(ctx: Ctx, url: URL, items: readonly { barcode: string }[]): Promise<string | null> {
  const book = idAsked(url.searchParams.get('tumpukan'));
  if (book === null) return null;
  const barcodes = items.map(({ barcode }) => barcode);
  const pile = await settlePileBook(ctx, book, barcodes);
  return pile === null ? null : localizeHref(`/staf/katalog/baru/tumpukan/${pile}`);
}

/** The copies that a form says: one with the barcode that was scanned, or so many with barcodes of the counter. Throws a refusal at the field. */
function copiesOf(values: Record<string, string>, wanted: CopiesWanted | null) {
  const label = values.barcode?.trim() ?? '';
  const copies = values.copies?.trim() || '1';
  const wrong = label === '' ? null : whyNoLabel(label);
  if (wrong) throw platformErrors.invalidInput({}, { barcode: wrong === 'isbn' ? 'barcode_isbn' : 'barcode' });
  if (label !== '' && copies !== '1') throw platformErrors.invalidInput({}, { copies: 'one_per_label' });
  return {
    libraryId: idIn(values, 'libraryId'),
    itemType: values.itemType ?? 'umum',
    ...(wanted?.source && { source: wanted.source }),
    ...(values.spaceId?.trim() && { spaceId: values.spaceId }),
    ...(values.callNumber?.trim() && { callNumber: values.callNumber }),
    ...(label === '' ? { copies } : { barcodes: [label] }),
  };
}

/** What became of the cover that came with a copied record, in words; null = none was wanted. The title is saved by then. */
async function coverOf({ ctx, services }: Pick<Sent, 'ctx' | 'services'>, bibId: number, data: FormData) {
  const address = coverIn(data);
  if (address === null || !canAnywhere(ctx.actor, 'covers.edit')) return null;
  const outcome = await takeCover(ctx, services, { bibId, address });
  return outcome === 'set'
    ? m.copying_cover_set()
    : m.copying_cover_trouble({ why: troubleInWords(outcome, null, ctx.locale) });
}

/** What is said of copies that were added. */
const addedView = (
  ctx: Ctx,
  title: string,
  items: readonly { barcode: string; libraryId: number; callNumber: string | null }[],
  { cover = null, pileHref = null }: { cover?: string | null; pileHref?: string | null },
) => {
  const barcodes = items.map(({ barcode }) => barcode);
  return {
    title,
    barcodes: barcodes.join(', '),
    callNumber: items[0]?.callNumber ?? null,
    /** What became of a cover that was offered; null = none was. */
    cover,
    /** The pile in which the book is done with by that. */
    pileHref,
    labelsHref: labelsHref(ctx, items[0]?.libraryId ?? 0, barcodes),
  };
};

export const actions: Actions = {
  /** A copy of a title that is here: its barcode is scanned, and the next book can come. */
  copies: formAction({ form: 'copies' }, async ({ ctx, url, values }) => {
    const bibId = idIn(values, 'bibId');
    const wanted = await wantedByPile(ctx, url.searchParams);
    const items = await addItems(ctx, { ...copiesOf(values, wanted), bibId });
    const pileHref = await settled(ctx, url, items);
    return { added: addedView(ctx, (await getBib(ctx, bibId)).derived.title, items, { pileHref }) };
  }),
  /** A new title with its copies, both or neither. */
  short: formAction(
    {
      keeps: true,
      refused: async (refusal, { ctx, error, data }) => ({
        ...refusal,
        form: 'short',
        short: shortFormAgain(ctx, data, refusal.fields),
        suggested: await classesFor(ctx, data),
        duplicate: duplicateOf(error),
      }),
    },
    async ({ ctx, services, url, values, data }) => {
      const wanted = await wantedByPile(ctx, url.searchParams);
      const { bibId, items } = await addBook(ctx, {
        marc: await recordOf(ctx, 'buku', data),
        allowDuplicate: values.tetap === 'ya',
        copies: copiesOf(values, wanted),
      });
      // before anything that waits: until then the pile would add it once more
      const pileHref = await settled(ctx, url, items);
      const cover = await coverOf({ ctx, services }, bibId, data);
      return { added: addedView(ctx, (await getBib(ctx, bibId)).derived.title, items, { cover, pileHref }) };
    },
  ),
  /** What other catalogues have is filled in; nothing is saved yet. */
  take: formAction({ form: 'take', keeps: false, anywhere: true }, async ({ ctx, url, data }) => {
    const asked = readBookAsked(url.searchParams.get('cari') ?? '');
    return Promise.resolve({ short: shortFormOf(ctx, takenIn(data), asked.kind === 'isbn' ? asked.isbn : null) });
  }),
  /** Without a script: class and subjects of like titles are asked for by a button. */
  suggest: formAction(async ({ ctx, data, values }) => ({
    short: shortFormAgain(ctx, data, {}),
    suggested: await classesFor(ctx, data),
    values,
    fields: {},
    message: '',
  })),
  full: formAction(
    {
      keeps: false,
      refused: (refusal, { ctx, error, url, data }) => ({
        ...refusal,
        sections: formView(readBibForm(data), materialAsked(url), ctx.locale, refusal.fields),
        duplicate: duplicateOf(error),
      }),
    },
    async ({ ctx, url, values, data }) => {
      const marc = await recordOf(ctx, materialAsked(url), data);
      const { bib } = await createBib(ctx, { marc, allowDuplicate: values.tetap === 'ya' });
      return done(m.catalog_created(), `/staf/katalog/${bib.id}${values.lalu === 'eksemplar' ? '/eksemplar' : ''}`);
    },
  ),
};

const materialAsked = (url: URL): MaterialKind => asMaterial(url.searchParams.get('bahan')) ?? 'buku';
