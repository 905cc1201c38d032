import { getItem, moveItem, undoWithdrawal, updateItem, withdrawItem } from '#modules/collection/catalog';
import { SETTABLE_STATUSES } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { itemChoices, itemFields } from '#web/features/catalog/item-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'catalog.read' },
  actions: {
    save: { may: 'items.edit' },
    withdraw: { may: 'items.withdraw' },
    undo: { may: 'items.withdraw' },
    move: { may: 'items.edit' },
  },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const item = await getItem(ctx, idOf(params.item));
  if (item.bibId !== idOf(params.id)) throw platformErrors.notFound();
  return {
    item: {
      id: item.id,
      version: item.version,
      libraryId: item.libraryId,
      spaceId: item.spaceId,
      barcode: item.barcode,
      accessionNumber: item.accessionNumber,
      callNumber: item.callNumber,
      itemType: item.itemType,
      status: item.status,
      onLoan: item.onLoan,
      source: item.source,
      price: item.price,
      supplier: item.supplier,
      acquiredOn: item.acquiredOn,
      copyNote: item.copyNote,
      deskNote: item.deskNote,
      withdrawnReason: item.withdrawnReason,
    },
    choices: await itemChoices(ctx),
    mayChange: can(ctx.actor, 'items.edit', item.libraryId),
    mayWithdraw: can(ctx.actor, 'items.withdraw', item.libraryId),
  };
};

export const actions: Actions = {
  save: formAction(async ({ ctx, params, values }) => {
    const status = SETTABLE_STATUSES.find((one) => one === values.status);
    await updateItem(ctx, {
      ...itemFields(values),
      callNumber: values.callNumber ?? '',
      ...itemOf(params, values),
      barcode: values.barcode ?? '',
      accessionNumber: values.accessionNumber ?? '',
      ...(status ? { status } : {}),
    });
    return done(m.catalog_saved(), copiesOf(params.id));
  }),
  withdraw: formAction(async ({ ctx, params, values }) => {
    const { barcode } = await withdrawItem(ctx, { ...itemOf(params, values), reason: values.reason ?? '' });
    return done(m.catalog_withdrawn_done({ barcode }), copiesOf(params.id));
  }),
  undo: formAction(async ({ ctx, params, values }) => {
    await undoWithdrawal(ctx, itemOf(params, values));
    return done(m.catalog_saved(), copiesOf(params.id));
  }),
  move: formAction(async ({ ctx, params, values }) => {
    const bibId = idIn(values, 'bibId');
    const { barcode } = await moveItem(ctx, { ...itemOf(params, values), bibId });
    return done(m.catalog_moved({ barcode }), copiesOf(bibId));
  }),
};

const copiesOf = (bibId: string | number): string => `/staf/katalog/${bibId}/eksemplar`;
const itemOf = ({ item }: { item: string }, values: Record<string, string>) => ({
  id: idOf(item),
  version: versionIn(values),
});
