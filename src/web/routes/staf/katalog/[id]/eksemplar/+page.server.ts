import { addItems, getBib, listItemsOfBibForStaff, previewCallNumber } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogName } from '#web/features/catalog/catalog-views.server.ts';
import { usualType } from '#web/features/catalog/new-copy.server.ts';
import { itemChoices, itemFields } from '#web/features/catalog/item-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'catalog.read' }, actions: { default: { may: 'items.edit' } } };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const id = idOf(params.id);
  const bib = await getBib(ctx, id);
  const items = await listItemsOfBibForStaff(ctx, id);
  const itemType = usualType(bib.derived.materialKind);
  const choices = await itemChoices(ctx);
  const at = (items.find(({ libraryId }) => libraryId === ctx.libraryId) ?? items[0])?.libraryId ?? null;
  const here = choices.libraries.find(({ value }) => value === ctx.libraryId) ?? choices.libraries[0];
  const own = items.filter((item) => item.libraryId === at && item.status !== 'withdrawn');
  return {
    printHref:
      own.length > 0 && can(ctx.actor, 'printing.print', at)
        ? localizeHref(
            `/staf/cetak?jenis=kode-batang&kode=${encodeURIComponent(own.map(({ barcode }) => barcode).join('\n'))}`,
          )
        : null,
    choices,
    mayAdd: canAnywhere(ctx.actor, 'items.edit') && bib.deletedAt === null && choices.libraries.length > 0,
    defaults: { itemType, libraryId: here?.value ?? '' },
    callNumber: await previewCallNumber(ctx, { bibId: id, itemType }),
    items: items.map((item) => ({
      id: item.id,
      libraryName: item.libraryName,
      spaceName: item.spaceName,
      barcode: item.barcode,
      accessionNumber: item.accessionNumber,
      callNumber: item.callNumber,
      itemType: ctx.locale === 'en' ? item.itemTypeNameEn : item.itemTypeNameId,
      state: item.onLoan ? 'out' : item.status === 'available' ? 'on' : 'off',
      status: item.onLoan ? m.catalog_on_loan() : catalogName('status', item.status, ctx.locale),
      withdrawnReason: item.withdrawnReason,
    })),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const barcodes = (values.barcodes ?? '').split(/\s*\r?\n\s*/).filter((line) => line.trim() !== '');
    const { length: count } = await addItems(ctx, {
      ...itemFields(values),
      bibId: idOf(params.id),
      ...(barcodes.length > 0 ? { barcodes } : { copies: values.copies ?? '' }),
    });
    return m.catalog_copies_added({ count });
  }),
};
