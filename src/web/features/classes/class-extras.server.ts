import { countClassCertificates, schoolLists } from '#modules/learning/classes';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { boxView } from './box-view.server.ts';

/** What stands beside a class: its box of books, lists of the school to take names from, certificates. */
export async function classExtras(ctx: Ctx, id: number) {
  const certificates = await countClassCertificates(ctx, id);
  return {
    ...(await boxView(ctx, id)),
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
