import { countClassCertificates, schoolLists, viewBox } from '#modules/learning/classes';
import type { BulkLoanStatus } from '#modules/lending/bulk-loans/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate } from '#shared/dates';

const STATES: Record<BulkLoanStatus, () => string> = {
  packing: m.classes_box_packing,
  open: m.classes_box_open,
  partly_returned: m.classes_box_partly,
  closed: m.classes_box_closed,
  cancelled: m.classes_box_cancelled,
};

/** What stands beside a class: its box of books, lists of the school to take names from, certificates. */
export async function classExtras(ctx: Ctx, id: number) {
  const { box, choices } = await viewBox(ctx, id);
  const certificates = await countClassCertificates(ctx, id);
  return {
    box: box && {
      href: localizeHref(`/staf/pinjaman-paket/${box.id}`),
      title: m.classes_box_named({ number: box.number, library: box.library.name }),
      about: [
        STATES[box.status](),
        m.classes_box_copies({ count: box.counts.packed + box.counts.away }),
        m.classes_box_due({ day: formatDate(box.dueOn, ctx.locale) }),
      ].join(' · '),
    },
    choices: choices.map((one) => ({
      value: String(one.id),
      label: m.classes_box_choice({ number: one.number, receiver: one.receiver.name }),
    })),
    newBoxHref: canAnywhere(ctx.actor, 'bulk_loans.manage') ? localizeHref('/staf/pinjaman-paket') : null,
    lists: (await schoolLists(ctx, id)).map(({ name, pupils }) => ({
      value: name,
      label: m.classes_list_choice({ name, count: pupils }),
    })),
    certificates:
      certificates === 0
        ? null
        : {
            href: localizeHref(`/staf/belajar/kelas/${id}/sertifikat.pdf`),
            label: m.classes_certificates_download({ count: certificates }),
          },
  };
}
