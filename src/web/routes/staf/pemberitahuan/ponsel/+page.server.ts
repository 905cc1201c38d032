import { zoneOf } from '#modules/ground/libraries';
import { decideApplicantMessage, listApplicantMessages } from '#modules/people/members';
import { decideDelivery, listPhoneMessages } from '#modules/people/notifications';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { clickToSend } from '#shared/phone-number';
import { m } from '#i18n/messages';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
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

const saidOf = (sent: boolean): string => (sent ? m.notice_decided_sent() : m.notice_decided_drop());

export const actions: Actions = {
  applicant: formAction(async ({ ctx, values }) => {
    const sent = values.decision === 'sent';
    await decideApplicantMessage(ctx, idIn(values), sent ? 'sent' : 'drop');
    return saidOf(sent);
  }),
  member: formAction(async ({ ctx, values }) => {
    const sent = values.decision === 'sent';
    await decideDelivery(ctx, idIn(values), sent ? 'sent' : 'drop', values.reason ?? null);
    return saidOf(sent);
  }),
};
