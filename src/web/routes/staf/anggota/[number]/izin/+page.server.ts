import { redirect, type RequestEvent } from '@sveltejs/kit';
import { getMember, giveConsent, listConsents, withdrawConsent } from '#modules/people/members';
import type { ConsentPurpose } from '#modules/people/members/client';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { purposeOf, showConsents } from '#web/features/members/consents.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const consents = await listConsents(ctx, params.number);
  const member = await getMember(ctx, params.number);
  return {
    number: member.number,
    name: member.fullName,
    guardian: {
      guardianName: member.guardianName,
      guardianRelation: member.guardianRelation,
      guardianContact: member.guardianPhone,
    },
    ...showConsents(consents, member.timeZone, ctx.locale),
  };
};

async function act(
  { request, locals: { ctx }, params, cookies }: RequestEvent<{ number: string }>,
  said: () => string,
  work: (purpose: ConsentPurpose, values: Record<string, string>) => Promise<void>,
) {
  const values = formValues(await request.formData());
  try {
    const purpose = purposeOf(values.purpose);
    if (!purpose) throw platformErrors.invalidInput();
    await work(purpose, values);
  } catch (error) {
    return refuseForm(error, ctx, values);
  }
  setFlash(cookies, 'ok', said());
  return redirect(303, localizeHref(`/staf/anggota/${encodeURIComponent(params.number)}/izin`));
}

export const actions: Actions = {
  give: async (event) =>
    act(event, m.members_consent_recorded, async (purpose, values) =>
      giveConsent(event.locals.ctx, event.params.number, {
        purpose,
        channel: values.channel === 'paper' ? 'paper' : 'desk',
        guardianName: values.guardianName || null,
        guardianRelation: values.guardianRelation || null,
        guardianContact: values.guardianContact || null,
      }),
    ),
  withdraw: async (event) =>
    act(event, m.members_consent_taken_back, async (purpose) =>
      withdrawConsent(event.locals.ctx, event.params.number, purpose),
    ),
};
