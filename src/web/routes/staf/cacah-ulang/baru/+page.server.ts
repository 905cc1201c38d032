import { listItemTypes } from '#modules/collection/catalog';
import { listSpaces } from '#modules/ground/libraries';
import { getStocktake, startStocktake } from '#modules/stock/stocktake';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['stocktakes.run']);
  const types = await listItemTypes(ctx.db);
  return {
    library: library.name,
    spaces: (await listSpaces(ctx, library.id)).map(({ code, name }) => ({ code, name })),
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
  };
};

export const actions: Actions = {
  default: deskAction({ needs: ['stocktakes.run'] }, async ({ ctx, library, values, data }) => {
    const { name = '', classFrom = '', classTo = '', itemType = '' } = values;
    const spaces = textsIn(data, 'space');
    const id = await startStocktake(ctx, library.id, { name, spaces, classFrom, classTo, itemType });
    const { expected } = await getStocktake(ctx, id);
    return done(m.stocktake_started_said({ count: expected }), `/staf/cacah-ulang/${id}`);
  }),
};
