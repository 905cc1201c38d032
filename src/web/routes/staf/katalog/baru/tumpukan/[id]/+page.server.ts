import {
  addFromPile,
  changePileBook,
  getPile,
  growPile,
  lookUpAgain,
  removePile,
  stopPile,
} from '#modules/collection/copying';
import { MOST_ADDED_AT_ONCE, MOST_IN_PILE } from '#modules/collection/copying/client';
import { listItemTypes } from '#modules/collection/catalog';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { labelsHrefs } from '#web/features/catalog/new-copy.server.ts';
import { isbnsInFile } from '#web/features/copying/parts/isbn-file.server.ts';
import { bookView, grownInWords, refusedInWords } from '#web/features/copying/parts/pile-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { fileIn, idAsked, idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.edit' };

const LIST = '/staf/katalog/baru/tumpukan';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const [{ pile, books }, named, types, zone] = await Promise.all([
    getPile(ctx, idOf(params.id)),
    nameLibraries(ctx),
    listItemTypes(ctx.db),
    networkZone(ctx.db),
  ]);
  const all = books.toReversed().map(bookView);
  const page = Math.min(idAsked(url.searchParams.get('hal')) ?? 0, MOST_IN_PILE);
  const count = (...states: string[]): number => all.filter(({ state }) => states.includes(state)).length;
  const path = `${LIST}/${pile.id}`;
  const type = types.find(({ code }) => code === pile.itemType);
  const shown = all.slice(page * MOST_ADDED_AT_ONCE, (page + 1) * MOST_ADDED_AT_ONCE);
  return {
    when: formatInstant(pile.createdAt, zone, ctx.locale, 'medium'),
    library: named(pile.libraryId).name,
    itemType: (ctx.locale === 'en' ? type?.nameEn : type?.nameId) ?? pile.itemType,
    createdBy: pile.createdBy,
    stopped: pile.stopped,
    /** Newest on top, numbered from the first scan on. */
    books: shown,
    previous: page > 0 ? localizeHref(`${path}?hal=${page - 1}`) : null,
    next: all.length > (page + 1) * MOST_ADDED_AT_ONCE ? localizeHref(`${path}?hal=${page + 1}`) : null,
    counts: {
      all: all.length,
      ready: count('found', 'here'),
      look: count('maybe', 'several'),
      nothing: count('nothing'),
      waiting: count('waiting'),
      added: count('added'),
    },
    /** Ready and on this page: so many are added by one press. */
    here: shown.filter(({ ready }) => ready).length,
    labels: labelsHrefs(
      ctx,
      pile.libraryId,
      books.flatMap(({ barcodes }) => barcodes),
    ),
  };
};

export const actions: Actions = {
  scan: formAction({ form: 'scan', anywhere: true }, async ({ ctx, services, params, values }) => {
    const grown = await growPile(ctx, services, idOf(params.id), { text: values.kode ?? '' });
    const [twin] = grown.known;
    return { scanned: { ok: grown.added.length > 0, says: grownInWords(grown), twin: twin ?? null } };
  }),
  file: formAction({ form: 'file', upload: 'file', anywhere: true }, async ({ ctx, services, params, data }) => {
    const text = await isbnsInFile(fileIn(data, 'file'));
    const grown = await growPile(ctx, services, idOf(params.id), { text });
    return { scanned: { ok: grown.added.length > 0, says: grownInWords(grown), twin: null } };
  }),
  add: formAction({ form: 'add', anywhere: true }, async ({ ctx, services, params, values, data }) => {
    const outcomes = await addFromPile(ctx, services, idOf(params.id), {
      books: idsIn(data, 'book'),
      firstBarcode: values.firstBarcode ?? '',
    });
    const barcodes = outcomes.flatMap((one) => ('barcodes' in one ? one.barcodes : []));
    return {
      added: { barcodes: barcodes.join(', '), count: barcodes.length, refused: refusedInWords(outcomes, ctx.locale) },
    };
  }),
  copies: formAction({ form: 'copies', anywhere: true }, async ({ ctx, params, values }) => {
    await changePileBook(ctx, idOf(params.id), idIn(values, 'book'), { copies: values.copies });
    return m.copying_book_copies_saved();
  }),
  leave: formAction({ form: 'leave', anywhere: true }, async ({ ctx, params, values }) => {
    await changePileBook(ctx, idOf(params.id), idIn(values, 'book'), { leftOut: true });
    return m.copying_book_left();
  }),
  stop: formAction({ form: 'stop', anywhere: true }, async ({ ctx, params }) => {
    await stopPile(ctx, idOf(params.id));
    return m.copying_pile_stopped();
  }),
  again: formAction({ form: 'again', anywhere: true }, async ({ ctx, services, params }) => {
    await lookUpAgain(ctx, services, idOf(params.id));
    return m.copying_pile_again_said();
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, params }) => {
    await removePile(ctx, idOf(params.id));
    return done(m.copying_pile_removed(), LIST);
  }),
};
