import { endLink, getMember, linkChild, listFamily } from '#modules/people/members';
import { GUARDIAN_AGE } from '#modules/people/members/client';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { ageOn, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const member = await getMember(ctx, params.number);
  authorize(ctx, 'members.edit', member.homeLibraryId);
  const { children, guardians } = await listFamily(ctx, member.number);
  const today = localDate(ctx.clock.now(), member.timeZone);
  const isChild = member.birthDate !== null && ageOn(member.birthDate, today) < GUARDIAN_AGE;
  const shown = (isChild ? guardians : children).map((one) => ({
    number: one.number,
    name: one.fullName,
    as: m.family_as({
      relation: one.relation,
      date: formatDate(localDate(one.since, member.timeZone), ctx.locale),
    }),
  }));
  return {
    number: member.number,
    name: member.fullName,
    isChild,
    mayLink: member.status === 'active' && member.kind === 'person',
    relation: member.guardianRelation ?? '',
    shown,
  };
};

/** What is wrong with either side is said at the one field that names the other. */
function atOther({ child, guardian, ...fields }: Record<string, string>): Record<string, string> {
  const other = child ?? guardian;
  return { ...fields, ...(other && { other }) };
}

export const actions: Actions = {
  link: formAction(
    { refused: (refusal) => ({ ...refusal, fields: atOther(refusal.fields) }) },
    async ({ ctx, params, values }) => {
      const { other = '', relation = '' } = values;
      const [guardian, child] = values.side === 'guardian' ? [other, params.number] : [params.number, other];
      const channel = choiceIn(values, 'channel', ['desk', 'paper'] as const);
      await linkChild(ctx, guardian.trim(), { child, relation, channel });
      return m.family_linked();
    },
  ),
  unlink: formAction(async ({ ctx, params, values: { side, other = '' } }) => {
    await (side === 'guardian' ? endLink(ctx, other, params.number) : endLink(ctx, params.number, other));
    return m.family_unlinked();
  }),
};
