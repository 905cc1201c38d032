import { createDonation } from '#modules/stock/acquisition';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { donationHref } from '#web/features/acquisition/donation-words.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'donations.manage' };

export const load: PageServerLoad = async ({ locals }) => {
  const { library } = await findDesk(locals.ctx, ['donations.manage']);
  return { library: library.name, today: localDate(locals.ctx.clock.now(), library.timeZone) };
};

export const actions: Actions = {
  default: deskAction({ needs: ['donations.manage'] }, async ({ ctx, library, values }) => {
    const { donorName = '', donorAddress = '', donorContact = '', receivedOn = '', note = '' } = values;
    const id = await createDonation(ctx, library.id, { donorName, donorAddress, donorContact, receivedOn, note });
    return done(m.donation_created(), donationHref(id));
  }),
};
