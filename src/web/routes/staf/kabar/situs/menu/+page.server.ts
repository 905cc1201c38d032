import { getContact, saveContact } from '#modules/city/site';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { dropLink, linkLists, putLink, shiftLink } from '#web/features/site/framing/links.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'site.edit', network: true };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  lists: await linkLists(ctx, null, ['menu', 'foot', 'accounts']),
  contact: await getContact(ctx),
});

export const actions: Actions = {
  link: formAction({ form: 'link', anywhere: true }, async ({ ctx, values }) => putLink(ctx, null, values)),
  shiftLink: formAction({ form: 'shiftLink', anywhere: true }, async ({ ctx, values }) => shiftLink(ctx, null, values)),
  dropLink: formAction({ form: 'dropLink', anywhere: true }, async ({ ctx, values }) => dropLink(ctx, null, values)),
  contact: formAction({ form: 'contact', anywhere: true }, async ({ ctx, values }) => {
    const { address = '', phone = '', email = '' } = values;
    await saveContact(ctx, versionIn(values), { address, phone, email });
    return m.site_saved();
  }),
};
