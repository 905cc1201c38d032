import { fail, redirect } from '@sveltejs/kit';
import { listItemTypes } from '#modules/collection/catalog';
import { listSpaces } from '#modules/ground/libraries';
import { getStocktake, startStocktake } from '#modules/stock/stocktake';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, ['stocktakes.run']);
  const types = await listItemTypes(ctx.db);
  return {
    library: library.name,
    spaces: (await listSpaces(ctx, library.id)).map(({ code, name }) => ({ code, name })),
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
  };
};

export const actions: Actions = {
  default: async ({ locals, cookies, request }) => {
    const data = await request.formData();
    const values = formValues(data);
    let id: number;
    try {
      const { ctx, library } = await findDesk(locals.ctx, cookies, ['stocktakes.run']);
      id = await startStocktake(ctx, library.id, {
        name: values.name ?? '',
        spaces: data.getAll('space').filter((value) => typeof value === 'string'),
        classFrom: values.classFrom ?? '',
        classTo: values.classTo ?? '',
        itemType: values.itemType ?? '',
      });
      const { expected } = await getStocktake(ctx, id);
      setFlash(cookies, 'ok', m.stocktake_started_said({ count: expected }));
    } catch (error) {
      const refusal = refuseForm(error, locals.ctx, values);
      return fail(refusal.status, refusal.data);
    }
    redirect(303, localizeHref(`/staf/cacah-ulang/${id}`));
  },
};
