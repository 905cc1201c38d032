import { acceptGivenBook, addGivenBook, getDonation, thankDonor } from '#modules/stock/acquisition';
import { listItemTypes } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { donationDetailView, donationHref } from '#web/features/acquisition/donation-words.server.ts';
import { maybeSame } from '#web/features/acquisition/maybe-same.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'donations.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const [donation, types] = await Promise.all([getDonation(ctx, idOf(params.id)), listItemTypes(ctx.db)]);
  const maybe = await maybeSame(
    ctx,
    donation.books.map(({ bibId }) => bibId),
  );
  return {
    donation: donationDetailView(donation, ctx, maybe.of),
    decideHref: maybe.decideHref,
    pdfHref: localizeHref(`/staf/hibah/${donation.id}/pdf`),
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
  };
};

const act = async (
  event: RequestEvent,
  form: string,
  work: (ctx: Ctx, id: number, values: Record<string, string>) => Promise<string>,
) => {
  const id = idOf(event.params.id);
  return namedForm(event, { form, back: donationHref(id) }, async (ctx, values) => work(ctx, id, values));
};

export const actions: Actions = {
  add: async (event) =>
    act(event, 'add', async (ctx, id, values) => {
      const { title = '', author = '', publisher = '', year = '', isbn = '', copies = '' } = values;
      await addGivenBook(ctx, id, { title, author, publisher, year, isbn, copies });
      return m.donation_book_added();
    }),
  decide: async (event) =>
    act(event, 'decide', async (ctx, id, values) => {
      const { accepted = '', declinedReason = '', itemType = '' } = values;
      await acceptGivenBook(ctx, id, { bookId: idIn(values, 'bookId'), accepted, declinedReason, itemType });
      return m.donation_decided();
    }),
  thank: async (event) =>
    act(event, 'thank', async (ctx, id) => {
      await thankDonor(ctx, id);
      return m.donation_thanked();
    }),
};
