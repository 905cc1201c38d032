import { fail, redirect } from '@sveltejs/kit';
import { listItemTypes } from '#modules/collection/catalog';
import { startWeeding } from '#modules/stock/stocktake';
import { WEEDING_CONDITIONS } from '#modules/stock/stocktake/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'items.withdraw' };

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, ['items.withdraw']);
  const types = await listItemTypes(ctx.db);
  return {
    library: library.name,
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
  };
};

/** An empty field asks for nothing. */

export const actions: Actions = {
  default: async ({ locals, cookies, request }) => {
    const data = await request.formData();
    const values = formValues(data);
    const chosen = data.getAll('condition');
    let id: number;
    try {
      const { ctx, library } = await findDesk(locals.ctx, cookies, ['items.withdraw']);
      id = await startWeeding(ctx, library.id, {
        name: values.name ?? '',
        olderThanYears: wholeIn(values, 'olderThanYears'),
        unusedYears: wholeIn(values, 'unusedYears'),
        maxCopies: wholeIn(values, 'maxCopies'),
        conditions: WEEDING_CONDITIONS.filter((condition) => chosen.includes(condition)),
        match: values.match === 'any' ? 'any' : 'all',
        classFrom: values.classFrom ?? '',
        classTo: values.classTo ?? '',
        itemType: values.itemType ?? '',
      });
    } catch (error) {
      const refusal = refuseForm(error, locals.ctx, values);
      return fail(refusal.status, refusal.data);
    }
    redirect(303, localizeHref(`/staf/penyiangan/${id}`));
  },
};
