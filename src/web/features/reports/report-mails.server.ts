import { listReportMails, reportReaders, type ReportMail } from '#modules/insights/reports';
import { MAIL_RHYTHMS, type MailRhythm } from '#modules/insights/reports/client';
import { channelsToGuests } from '#modules/people/notifications';
import { accountOf, type Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';

const RHYTHMS: Record<MailRhythm, () => string> = {
  week: () => m.reports_mail_week(),
  month: () => m.reports_mail_month(),
};
type Reader = ReportMail['readers'][number];
const STATES: Partial<Record<NonNullable<Reader['state']>, (about: { name: string }) => string>> = {
  pending: m.reports_mail_waits,
  sending: m.reports_mail_waits,
  sent: m.reports_mail_sent,
  phone: m.reports_mail_failed,
  failed: m.reports_mail_failed,
};

/** Which kept reports go out by e-mail, to whom they could, and which come to whoever reads the page. */
export async function reportMails(ctx: Ctx, services: App.Locals['services']) {
  const { own, received } = await listReportMails(ctx);
  const readers = await reportReaders(ctx);
  const account = accountOf(ctx.actor);
  const shown = ({ keptId, name, rhythm, next, by, readers: to }: ReportMail) => ({
    ...{ keptId, name, rhythm, by: by === null ? null : m.reports_mail_from({ name: by }) },
    said: `${RHYTHMS[rhythm]()}, ${m.reports_mail_next({ day: formatDate(next, ctx.locale) })}`,
    to: to.map(({ id }) => id),
    states: to.flatMap(({ name: reader, state }) => (state && STATES[state]?.({ name: reader })) ?? []),
  });
  return {
    own: own.map(shown),
    received: received.map(shown),
    rhythms: MAIL_RHYTHMS.map((value) => ({ value, label: RHYTHMS[value]() })),
    readers: readers.map(({ id, name }) => ({ id, name: id === account ? m.reports_mail_self({ name }) : name })),
    account,
    isReachable: readers.some(({ id }) => id === account),
    isOpen: (await channelsToGuests(services)).email,
  };
}
export type ReportMails = Awaited<ReturnType<typeof reportMails>>;
