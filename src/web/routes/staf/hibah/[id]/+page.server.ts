import { acceptGivenBook, addGivenBook, getDonation, thankDonor } from '#modules/stock/acquisition';
import { listItemTypes } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { donationDetailView } from '#web/features/acquisition/donation-words.server.ts';
import { giftGiver } from '#web/features/partners/parts/gift-giver.server.ts';
import { maybeSame } from '#web/features/acquisition/maybe-same.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'donations.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const [donation, types] = await Promise.all([getDonation(ctx, idOf(params.id)), listItemTypes(ctx.db)]);
  const maybe = await maybeSame(
    ctx,
    donation.books.map(({ bibId }) => bibId),
  );
  return {
    donation: donationDetailView(donation, ctx, maybe.of),
    giver: await giftGiver(ctx, donation.id),
    decideHref: maybe.decideHref,
    pdfHref: localizeHref(`/staf/hibah/${donation.id}/pdf`),
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
  };
};

export const actions: Actions = {
  add: formAction({ form: 'add' }, async ({ ctx, params, values }) => {
    const { title = '', author = '', publisher = '', year = '', isbn = '', copies = '' } = values;
    await addGivenBook(ctx, idOf(params.id), { title, author, publisher, year, isbn, copies });
    return m.donation_book_added();
  }),
  decide: formAction({ form: 'decide' }, async ({ ctx, params, values }) => {
    const { accepted = '', declinedReason = '', itemType = '' } = values;
    const bookId = idIn(values, 'bookId');
    await acceptGivenBook(ctx, idOf(params.id), { bookId, accepted, declinedReason, itemType });
    return m.donation_decided();
  }),
  thank: formAction({ form: 'thank' }, async ({ ctx, params }) => {
    await thankDonor(ctx, idOf(params.id));
    return m.donation_thanked();
  }),
};
