import { getMail, listPartners, moveMail, removeMail } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { mailView } from '#web/features/partners/mail-words.server.ts';
import { nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** From how many partners one is chosen. */
const MOST_CHOICES = 500;

const listHref = (partnerId: number | null): string =>
  partnerId === null ? '/staf/mitra/surel' : `/staf/mitra/${partnerId}/surel`;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const mail = await getMail(ctx, idOf(params.id));
  const { partnerId, partner } = mail;
  const active = await listPartners(ctx, { state: 'active', limit: MOST_CHOICES });
  const asked = await listPartners(ctx, { state: 'prospect', limit: MOST_CHOICES });
  return {
    mail: mailView(mail, ctx.locale),
    partner: partnerId === null ? null : { name: nameOf(partner ?? ''), href: partnerHref(partnerId) },
    listHref: localizeHref(listHref(partnerId)),
    partners: [...active.data, ...asked.data]
      .filter(({ id }) => id !== partnerId)
      .map((one) => ({ value: one.id, label: nameOf(one.name) })),
  };
};

export const actions: Actions = {
  move: formAction({ form: 'move' }, async ({ ctx, params, values }) => {
    await moveMail(ctx, idOf(params.id), { version: versionIn(values), partnerId: idIn(values, 'partnerId') });
    return m.partner_mails_moved();
  }),
  remove: formAction({ form: 'act' }, async ({ ctx, services, params, values }) => {
    const { partnerId } = await getMail(ctx, idOf(params.id));
    await removeMail(ctx, services.storage, idOf(params.id), versionIn(values));
    return done(m.partner_mails_removed(), listHref(partnerId));
  }),
};
