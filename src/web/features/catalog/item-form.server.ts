import { listItemTypes } from '#modules/collection/catalog';
import { ITEM_SOURCES, SETTABLE_STATUSES } from '#modules/collection/catalog/client';
import { listLibraries, listSpaces } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { catalogOptions } from './catalog-views.server.ts';

interface Choice {
  value: string | number;
  label: string;
}
/** The choices of a copy's form, for the libraries whose copies this person may edit. */
export interface ItemChoices {
  libraries: Choice[];
  spaces: Choice[];
  itemTypes: Choice[];
  statuses: Choice[];
  sources: Choice[];
}

export async function itemChoices(ctx: Ctx): Promise<ItemChoices> {
  const libraries = (await listLibraries(ctx, { active: true })).filter((library) =>
    can(ctx.actor, 'items.edit', library.id),
  );
  const spaces: Choice[] = [];
  for (const library of libraries) {
    for (const space of await listSpaces(ctx, library.id)) {
      spaces.push({ value: space.id, label: libraries.length > 1 ? `${library.name}: ${space.name}` : space.name });
    }
  }
  const types = await listItemTypes(ctx.db);
  return {
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    spaces,
    itemTypes: types.map((type) => ({ value: type.code, label: ctx.locale === 'en' ? type.nameEn : type.nameId })),
    statuses: catalogOptions('status', SETTABLE_STATUSES, ctx.locale),
    sources: catalogOptions('source', ITEM_SOURCES, ctx.locale),
  };
}

/** The fields of a copy that both forms send, as the use cases take them. */
export const itemFields = (values: Record<string, string>) => ({
  libraryId: values.libraryId ?? '',
  spaceId: values.spaceId ?? '',
  itemType: values.itemType ?? '',
  callNumber: values.callNumber?.trim() ? values.callNumber : undefined,
  source: values.source ?? '',
  price: values.price ?? '',
  supplier: values.supplier ?? '',
  acquiredOn: values.acquiredOn ?? '',
  copyNote: values.copyNote ?? '',
  deskNote: values.deskNote ?? '',
});
