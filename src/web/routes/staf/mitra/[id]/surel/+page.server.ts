import { redirect } from '@sveltejs/kit';
import { fileMailByHand, getPartner, listMails, ownAddresses, renewMailAddress } from '#modules/city/partners';
import { MAIL_MEGABYTES } from '#modules/city/partners/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { filingView, mailLineView } from '#web/features/partners/mail-words.server.ts';
import { nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { fileIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url: { searchParams } }) => {
  const asked = idOf(params.id);
  const { id, name } = await getPartner(ctx, asked);
  // what was merged leads to what it became
  if (id !== asked) redirect(303, localizeHref(`/staf/mitra/${id}/surel`));
  const cursor = searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listMails(ctx, { partnerId: id, cursor, limit: PER_PAGE });
  const here = localizeHref(`/staf/mitra/${id}/surel`);
  return {
    ...{ name: nameOf(name), isForgotten: name === '', backHref: partnerHref(id), megabytes: MAIL_MEGABYTES },
    mails: data.map((mail) => mailLineView(mail, ctx.locale)),
    next: next && `${here}?lanjut=${encodeURIComponent(next)}`,
    previous: cursor === undefined ? null : here,
    filing: await filingView(ctx, services),
  };
};

export const actions: Actions = {
  upload: formAction({ form: 'upload', upload: 'file' }, async ({ ctx, services, params, data }) => {
    const own = await ownAddresses(ctx, services.config);
    const mailId = await fileMailByHand(ctx, services, { partnerId: idOf(params.id), file: fileIn(data, 'file'), own });
    return done(m.partner_mails_saved(), `/staf/mitra/surel/${mailId}`);
  }),
  renew: formAction({ form: 'act' }, async ({ ctx }) => {
    await renewMailAddress(ctx);
    return m.partner_mails_address_renewed();
  }),
};
