import { fail, redirect } from '@sveltejs/kit';
import { endLink, getMember, linkChild, listFamily } from '#modules/people/members';
import { GUARDIAN_AGE } from '#modules/people/members/client';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { ageOn, formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { choiceOf } from '#web/features/libraries/library-form.server.ts';
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

export const actions: Actions = {
  link: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    const [guardian, child] =
      values.side === 'guardian' ? [values.other ?? '', params.number] : [params.number, values.other ?? ''];
    try {
      await linkChild(ctx, guardian.trim(), {
        child,
        relation: values.relation ?? '',
        channel: choiceOf(values, 'channel', ['desk', 'paper'] as const),
      });
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      // what is wrong with either side is said at the one field that names the other
      const { child: ofChild, guardian: ofGuardian, ...fields } = refusal.data.fields;
      const other = ofChild ?? ofGuardian;
      return fail(refusal.status, { ...refusal.data, fields: { ...fields, ...(other ? { other } : {}) } });
    }
    setFlash(cookies, 'ok', m.family_linked());
    return redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(params.number)}/keluarga`));
  },
  unlink: async ({ request, locals: { ctx }, params, cookies }) => {
    const values = formValues(await request.formData());
    const other = values.other ?? '';
    try {
      await endLink(
        ctx,
        values.side === 'guardian' ? other : params.number,
        values.side === 'guardian' ? params.number : other,
      );
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.family_unlinked());
    return redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(params.number)}/keluarga`));
  },
};
