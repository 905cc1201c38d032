import { fail, redirect } from '@sveltejs/kit';
import { createOrder } from '#modules/stock/acquisition';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/access';
import { orderHref } from '#web/features/acquisition/order-words.server.ts';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'orders.manage' };

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { library } = await findDesk(locals.ctx, cookies, ['orders.manage']);
  return { library: library.name };
};

export const actions: Actions = {
  default: async ({ locals, cookies, request }) => {
    const values = formValues(await request.formData());
    let id: number;
    try {
      const { ctx, library } = await findDesk(locals.ctx, cookies, ['orders.manage']);
      const { supplier = '', supplierAddress = '', note = '' } = values;
      id = await createOrder(ctx, library.id, { supplier, supplierAddress, note });
    } catch (error) {
      const refusal = refuseForm(error, locals.ctx, values);
      return fail(refusal.status, refusal.data);
    }
    setFlash(cookies, 'ok', m.order_created());
    redirect(303, orderHref(id));
  },
};
