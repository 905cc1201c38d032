import { createMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { duplicateOf, kindAsked, memberChoices, memberOf } from '#web/features/members/parts/member-form.server.ts';
import { heardIn } from '#web/features/heard-from/parts/heard-in.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
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
  default: formAction(
    { refused: (refusal, { error }) => ({ ...refusal, duplicate: duplicateOf(error) }) },
    async ({ ctx, services, values }) => {
      const own = (values.number ?? '').trim();
      const { number } = await createMember(
        ctx,
        {
          ...memberOf(values),
          ...heardIn(values),
          guardianConsent: values.guardianConsent === 'on',
          ...(own === '' ? {} : { number: own }),
        },
        services.secrets,
      );
      return done(m.members_added({ number }), `/staf/anggota/${encodeURIComponent(number)}`);
    },
  ),
};
