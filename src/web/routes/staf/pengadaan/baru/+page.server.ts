import { createOrder } from '#modules/stock/acquisition';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { orderHref } from '#web/features/acquisition/order-words.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'orders.manage' };

export const load: PageServerLoad = async ({ locals }) => {
  const { library } = await findDesk(locals.ctx, ['orders.manage']);
  return { library: library.name };
};

export const actions: Actions = {
  default: deskAction({ needs: ['orders.manage'] }, async ({ ctx, library, values }) => {
    const { supplier = '', supplierAddress = '', note = '' } = values;
    const id = await createOrder(ctx, library.id, { supplier, supplierAddress, note });
    return done(m.order_created(), orderHref(id));
  }),
};
