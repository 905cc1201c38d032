import { listItemTypes } from '#modules/collection/catalog';
import { ITEM_SOURCES } from '#modules/collection/catalog/client';
import { countAskable, listPiles, startPile } from '#modules/collection/copying';
import { MOST_IN_PILE } from '#modules/collection/copying/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { isbnsInFile } from '#web/features/copying/parts/isbn-file.server.ts';
import { grownInWords } from '#web/features/copying/parts/pile-view.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import { fileOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.edit' };

const needs = ['items.edit'] as const;
const PATH = '/staf/katalog/baru/tumpukan';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, needs);
  const [{ data, next }, types, askable, named, zone] = await Promise.all([
    listPiles(ctx, { cursor: url.searchParams.get('mulai') ?? undefined }),
    listItemTypes(ctx.db),
    countAskable(ctx),
    nameLibraries(ctx),
    networkZone(ctx.db),
  ]);
  return {
    library: library.name,
    piles: data.map(({ id, libraryId, createdBy, createdAt, books, open, stopped }) => ({
      id,
      href: localizeHref(`${PATH}/${id}`),
      when: formatInstant(createdAt, zone, ctx.locale, 'medium'),
      library: named(libraryId).name,
      createdBy,
      books,
      open,
      stopped,
    })),
    next: next === null ? null : localizeHref(`${PATH}?${new URLSearchParams({ mulai: next })}`),
    askable,
    most: MOST_IN_PILE,
    itemTypes: types.map((type) => ({ value: type.code, label: ctx.locale === 'en' ? type.nameEn : type.nameId })),
    sources: catalogOptions('source', ITEM_SOURCES, ctx.locale),
  };
};

export const actions: Actions = {
  default: deskAction({ needs, upload: 'file' }, async ({ ctx, library, services, values, data }) => {
    const file = fileOrNull(data, 'file');
    const text = [values.isbn ?? '', file ? await isbnsInFile(file) : ''].join('\n');
    const { id, grown } = await startPile(ctx, services, {
      libraryId: library.id,
      itemType: values.itemType ?? '',
      source: values.source ?? '',
      text,
    });
    return done(grownInWords(grown), `${PATH}/${id}`);
  }),
};
