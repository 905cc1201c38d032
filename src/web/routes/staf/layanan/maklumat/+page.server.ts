import { getPledges, listStandards } from '#modules/city/promises';
import type { Standard } from '#modules/city/promises/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { performanceView } from '#web/features/promises/promise-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'standards.manage', network: true };

const PATH = '/staf/layanan/maklumat';

function stateOf({ published, draft, retiredAt }: Standard): string {
  if (retiredAt !== null) return m.promises_staff_retired();
  if (published === null) return m.promises_staff_only_draft();
  return draft === null ? m.promises_staff_published() : m.promises_staff_has_draft();
}

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const { published, draft } = await getPledges(ctx);
  const standards = await listStandards(ctx);
  return {
    pledge: published?.text ?? null,
    hasDraft: draft !== null,
    links: {
      pledge: localizeHref(`${PATH}/janji`),
      add: localizeHref(`${PATH}/baru`),
      remarks: localizeHref(`${PATH}/masukan`),
      public: localizeHref('/maklumat'),
      paper: localizeHref('/maklumat/standar-pelayanan'),
    },
    standards: standards.map((one) => ({
      id: one.id,
      name: (one.published ?? one.draft)?.name ?? '',
      promise: (one.published ?? one.draft)?.promise ?? '',
      state: stateOf(one),
      performance: performanceView(one.performance, ctx.locale),
      href: localizeHref(`${PATH}/${one.id}`),
    })),
  };
};
