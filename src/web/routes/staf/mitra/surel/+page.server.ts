import { listMails, renewMailAddress } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { filingView, mailLineView } from '#web/features/partners/mail-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PATH = '/staf/mitra/surel';
const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url: { searchParams } }) => {
  const cursor = searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listMails(ctx, { partnerId: null, cursor, limit: PER_PAGE });
  return {
    mails: data.map((mail) => mailLineView(mail, ctx.locale)),
    next: next && `${localizeHref(PATH)}?lanjut=${encodeURIComponent(next)}`,
    previous: cursor === undefined ? null : localizeHref(PATH),
    filing: await filingView(ctx, services),
  };
};

export const actions: Actions = {
  renew: formAction({ form: 'act' }, async ({ ctx }) => {
    await renewMailAddress(ctx);
    return m.partner_mails_address_renewed();
  }),
};
