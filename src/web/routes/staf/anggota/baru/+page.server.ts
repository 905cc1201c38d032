import { fail, redirect } from '@sveltejs/kit';
import { createMember } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { authorizeAnywhere } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { duplicateOf, kindAsked, memberChoices, memberOf } from '#web/features/members/member-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'members.edit');
  const kind = kindAsked(url.searchParams.get('jenis'));
  const { homeLibrary, ...choices } = await memberChoices(ctx, kind);
  const category = choices.categories.some(({ value }) => value === 'umum') ? 'umum' : '';
  const values: Record<string, string> = { kind, category, homeLibrary };
  return { ...choices, values };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx, services }, cookies }) => {
    const values = formValues(await request.formData());
    let number: string;
    try {
      const own = (values.number ?? '').trim();
      const member = await createMember(
        ctx,
        {
          ...memberOf(values),
          guardianConsent: values.guardianConsent === 'on',
          ...(own === '' ? {} : { number: own }),
        },
        services.secrets,
      );
      number = member.number;
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { ...refusal.data, duplicate: duplicateOf(error) });
    }
    setFlash(cookies, 'ok', m.members_added({ number }));
    redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(number)}`));
  },
};
