import { fail, redirect } from '@sveltejs/kit';
import { createDonation } from '#modules/stock/acquisition';
import type { PageAccess } from '#platform/access';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { donationHref } from '#web/features/acquisition/donation-words.server.ts';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'donations.manage' };

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { library } = await findDesk(locals.ctx, cookies, ['donations.manage']);
  return { library: library.name, today: localDate(locals.ctx.clock.now(), library.timeZone) };
};

export const actions: Actions = {
  default: async ({ locals, cookies, request }) => {
    const values = formValues(await request.formData());
    let id: number;
    try {
      const { ctx, library } = await findDesk(locals.ctx, cookies, ['donations.manage']);
      const { donorName = '', donorAddress = '', donorContact = '', receivedOn = '', note = '' } = values;
      id = await createDonation(ctx, library.id, { donorName, donorAddress, donorContact, receivedOn, note });
    } catch (error) {
      const refusal = refuseForm(error, locals.ctx, values);
      return fail(refusal.status, refusal.data);
    }
    setFlash(cookies, 'ok', m.donation_created());
    redirect(303, donationHref(id));
  },
};
