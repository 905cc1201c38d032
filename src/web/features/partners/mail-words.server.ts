import { ownMailAddress } from '#modules/city/partners';
import type { MailLine, PartnerMail } from '#modules/city/partners/client';
import type { Ctx, Locale } from '#platform/context';
import type { Services } from '#platform/services';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const PATH = '/staf/mitra/surel';

export const mailHref = (id: number): string => localizeHref(`${PATH}/${id}`);

/** Who wrote a mail: by name, and from where. */
const writerOf = ({ fromName, fromAddress }: Pick<MailLine, 'fromName' | 'fromAddress'>): string =>
  fromName !== '' && fromAddress !== '' ? `${fromName} <${fromAddress}>` : fromName || fromAddress;

/** A mail in a list. */
export const mailLineView = (mail: MailLine, locale: Locale) => ({
  id: mail.id,
  href: mailHref(mail.id),
  subject: mail.subject || m.partner_mails_no_subject(),
  note: [
    formatDate(mail.onDay, locale),
    writerOf(mail),
    mail.files > 0 && m.partner_mails_files_count({ count: mail.files }),
    m.partner_mails_by({ name: mail.filedBy }),
  ]
    .filter(Boolean)
    .join(' · '),
});
export type MailLineView = ReturnType<typeof mailLineView>;

/** One mail. */
export const mailView = (mail: PartnerMail, locale: Locale) => ({
  id: mail.id,
  version: mail.version,
  subject: mail.subject || m.partner_mails_no_subject(),
  head: [
    { label: m.partner_mails_from(), value: writerOf(mail) },
    { label: m.partner_mails_to(), value: mail.toLine },
  ].filter(({ value }) => value !== ''),
  note: [formatDate(mail.onDay, locale), m.partner_mails_by({ name: mail.filedBy })].join(' · '),
  body: mail.body,
  left: mail.filesLeft > 0 ? m.partner_mails_files_left({ count: mail.filesLeft }) : null,
  files: mail.attachments.map(({ id, mediaType, sizeBytes }, nth) => ({
    id,
    href: localizeHref(`${PATH}/berkas/${id}`),
    label: m.partner_mails_file_down({
      number: nth + 1,
      type: mediaType === 'application/pdf' ? 'PDF' : 'WebP',
      size: Math.max(1, Math.round(sizeBytes / 1024)),
    }),
  })),
});

/** How whoever looks files mails by sending them on; null: by no address, for they have no account. */
export async function filingView(ctx: Ctx, { config, secrets }: Pick<Services, 'config' | 'secrets'>) {
  if (ctx.actor.kind !== 'account') return null;
  return ownMailAddress(ctx, { config, secrets });
}
export type FilingView = Awaited<ReturnType<typeof filingView>>;
