import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { decideApplicantMessage, listApplicantMessages } from '#modules/people/members';
import { decideDelivery, listPhoneMessages } from '#modules/people/notifications';
import type { PageAccess } from '#platform/access';
import { formatInstant } from '#shared/dates';
import { clickToSend } from '#shared/phone-number';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'notices.send' };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const zone = await zoneOf(ctx);
  const [messages, applicants] = await Promise.all([
    listPhoneMessages(ctx, services),
    listApplicantMessages(ctx, services.secrets),
  ]);
  return {
    applicants: applicants.map(({ id, kind, registrationNumber: number, phone, text, libraryName, since }) => ({
      id,
      title: kind === 'code' ? m.notice_phone_code({ number }) : m.notice_phone_rejected({ number }),
      phone,
      text,
      href: clickToSend(phone, text),
      libraryName,
      since: formatInstant(since, zone, ctx.locale, 'medium'),
    })),
    messages: messages.map(({ since, ...message }) => ({
      ...message,
      since: formatInstant(since, zone, ctx.locale, 'medium'),
    })),
  };
};

export const actions: Actions = {
  applicant: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    const sent = values.decision === 'sent';
    try {
      await decideApplicantMessage(ctx, idIn(values), sent ? 'sent' : 'drop');
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', sent ? m.notice_decided_sent() : m.notice_decided_drop());
    return redirect(303, localizeHref('/staf/pemberitahuan/ponsel'));
  },
  member: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    const sent = values.decision === 'sent';
    try {
      await decideDelivery(ctx, idIn(values), sent ? 'sent' : 'drop', values.reason ?? null);
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', sent ? m.notice_decided_sent() : m.notice_decided_drop());
    return redirect(303, localizeHref('/staf/pemberitahuan/ponsel'));
  },
};
