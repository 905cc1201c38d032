import { redirect } from '@sveltejs/kit';
import { getItem, moveItem, undoWithdrawal, updateItem, withdrawItem } from '#modules/collection/catalog';
import { SETTABLE_STATUSES } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { numberOf } from '#web/features/catalog/catalog-views.server.ts';
import { itemChoices, itemFields } from '#web/features/catalog/item-form.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
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
  save: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    const status = SETTABLE_STATUSES.find((one) => one === values.status);
    try {
      await updateItem(ctx, {
        ...itemFields(values),
        callNumber: values.callNumber ?? '',
        id: idOf(params.item),
        version: numberOf(values.version),
        barcode: values.barcode ?? '',
        accessionNumber: values.accessionNumber ?? '',
        ...(status ? { status } : {}),
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_saved());
    redirect(303, localizeHref(`/staf/katalog/${params.id}/eksemplar`));
  },
  withdraw: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    const input = { id: idOf(params.item), version: numberOf(values.version), reason: values.reason ?? '' };
    try {
      const { barcode } = await withdrawItem(ctx, input);
      setFlash(cookies, 'ok', m.catalog_withdrawn_done({ barcode }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    redirect(303, localizeHref(`/staf/katalog/${params.id}/eksemplar`));
  },
  undo: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await undoWithdrawal(ctx, { id: idOf(params.item), version: numberOf(values.version) });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.catalog_saved());
    redirect(303, localizeHref(`/staf/katalog/${params.id}/eksemplar`));
  },
  move: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    const bibId = numberOf(values.bibId);
    try {
      const { barcode } = await moveItem(ctx, { id: idOf(params.item), version: numberOf(values.version), bibId });
      setFlash(cookies, 'ok', m.catalog_moved({ barcode }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    redirect(303, localizeHref(`/staf/katalog/${bibId}/eksemplar`));
  },
};
