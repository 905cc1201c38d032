import { listItemTypes } from '#modules/collection/catalog';
import { startWeeding } from '#modules/stock/stocktake';
import { WEEDING_CONDITIONS } from '#modules/stock/stocktake/client';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'items.withdraw' };

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['items.withdraw']);
  const types = await listItemTypes(ctx.db);
  return {
    library: library.name,
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
  };
};

export const actions: Actions = {
  default: deskAction({ needs: ['items.withdraw'] }, async ({ ctx, library, values, data }) => {
    const chosen = data.getAll('condition');
    const id = await startWeeding(ctx, library.id, {
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
    return done(null, `/staf/penyiangan/${id}`);
  }),
};
