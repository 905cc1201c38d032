import { fail, redirect } from '@sveltejs/kit';
import { getMember, updateMember } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { versionOf } from '#web/features/libraries/library-form.server.ts';
import {
  duplicateOf,
  kindAsked,
  memberChoices,
  memberOf,
  memberValues,
} from '#web/features/members/member-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const member = await getMember(ctx, params.number);
  authorize(ctx, 'members.edit', member.homeLibraryId);
  const kind = kindAsked(url.searchParams.get('jenis'), member.kind);
  const { texts, categories, libraries } = await memberChoices(ctx, kind);
  // a category that is no longer given stays for whoever has it
  const known = kind !== member.kind || categories.some((category) => category.value === member.category);
  return {
    number: member.number,
    name: member.fullName,
    version: member.version,
    nikLast4: member.nikLast4,
    kind,
    texts,
    values: { ...memberValues(member), kind },
    categories: known ? categories : [...categories, { value: member.category, label: member.category }],
    libraries,
  };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx, services }, cookies, params }) => {
    const values = formValues(await request.formData());
    try {
      const changes = { ...memberOf(values), expiresOn: values.expiresOn ?? '' };
      await updateMember(ctx, params.number, versionOf(values), changes, services.secrets);
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { ...refusal.data, duplicate: duplicateOf(error) });
    }
    setFlash(cookies, 'ok', m.members_saved());
    redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(params.number)}`));
  },
};
