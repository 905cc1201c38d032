import { redirect } from '@sveltejs/kit';
import {
  acceptFile,
  acceptNamed,
  changeLink,
  confirmClaim,
  declineClaim,
  declineNamed,
  endLink,
  makeLink,
  removeFile,
  renewLink,
  seeMessages,
  sendLink,
  writeToPartner,
} from '#modules/city/partners';
import { PAGE_SECTIONS, type PageSection } from '#modules/city/partners/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { linksHref, partnerLinks } from '#web/features/partners/pages/partner-links.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, idOrNull, textsIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** The parts that were ticked. */
const sectionsIn = (data: FormData): PageSection[] => {
  const ticked = textsIn(data, 'sections');
  return PAGE_SECTIONS.filter((section) => ticked.includes(section));
};
const at = (id: number): string => `#tautan-${id}`;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const id = idOf(params.id);
  const view = await partnerLinks(ctx, id, siteOrigin(services, url));
  // what was merged leads to what it became
  if (view.id !== id) redirect(303, linksHref(view.id));
  return { view };
};

export const actions: Actions = {
  make: formAction({ form: 'make' }, async ({ ctx, params, values, data }) => {
    const id = await makeLink(ctx, idOf(params.id), {
      agreementId: idOrNull(values, 'agreementId'),
      sections: sectionsIn(data),
    });
    return done(m.partner_page_made(), at(id));
  }),
  sections: formAction({ form: 'sections' }, async ({ ctx, values, data }) => {
    const id = idIn(values);
    await changeLink(ctx, id, { version: versionIn(values), sections: sectionsIn(data) });
    return done(m.partner_page_parts_saved(), at(id));
  }),
  renew: formAction({ form: 'act' }, async ({ ctx, values }) => {
    const id = idIn(values);
    await renewLink(ctx, id, versionIn(values));
    return done(m.partner_page_renewed(), at(id));
  }),
  end: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await endLink(ctx, idIn(values), versionIn(values));
    return m.partner_page_ended();
  }),
  send: formAction({ form: 'send' }, async ({ ctx, values }) => {
    const id = idIn(values);
    const language = choiceIn(values, 'language', ['id', 'en'] as const);
    await sendLink(ctx, id, { version: versionIn(values), personId: idOrNull(values, 'personId'), language });
    return done(m.partner_page_send_done(), at(id));
  }),
  write: formAction({ form: 'write' }, async ({ ctx, values }) => {
    const id = idIn(values);
    await writeToPartner(ctx, id, { text: values.text ?? '' });
    return done(m.partner_page_message_answered(), at(id));
  }),
  seen: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await seeMessages(ctx, idIn(values));
    return m.partner_page_seen_done();
  }),
  confirmClaim: formAction({ form: 'confirmClaim' }, async ({ ctx, values }) => {
    await confirmClaim(ctx, idIn(values), { version: versionIn(values), answer: values.answer ?? '' });
    return m.partner_page_confirmed();
  }),
  declineClaim: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await declineClaim(ctx, idIn(values), { version: versionIn(values), answer: values.answer ?? '' });
    return m.partner_page_declined();
  }),
  acceptNamed: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await acceptNamed(ctx, idIn(values), versionIn(values));
    return m.partner_page_person_done();
  }),
  declineNamed: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await declineNamed(ctx, idIn(values), { version: versionIn(values), answer: values.answer ?? '' });
    return m.partner_page_declined();
  }),
  acceptFile: formAction({ form: 'acceptFile' }, async ({ ctx, values }) => {
    await acceptFile(ctx, idIn(values), { version: versionIn(values), answer: values.answer ?? '' });
    return m.partner_page_file_kept();
  }),
  removeFile: formAction({ form: 'act' }, async ({ ctx, services, values }) => {
    const removal = { version: versionIn(values), answer: values.answer ?? '' };
    await removeFile(ctx, services.storage, idIn(values), removal);
    return m.partner_page_file_gone();
  }),
};
