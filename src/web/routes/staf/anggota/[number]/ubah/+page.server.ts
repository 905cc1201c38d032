import { getMember, updateMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import {
  duplicateOf,
  kindAsked,
  memberChoices,
  memberOf,
  memberValues,
} from '#web/features/members/parts/member-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
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
  default: formAction(
    { refused: (refusal, { error }) => ({ ...refusal, duplicate: duplicateOf(error) }) },
    async ({ ctx, services, params, values }) => {
      const changes = { ...memberOf(values), expiresOn: values.expiresOn ?? '' };
      await updateMember(ctx, params.number, versionIn(values), changes, services.secrets);
      return done(m.members_saved(), `/staf/anggota/${encodeURIComponent(params.number)}`);
    },
  ),
};
