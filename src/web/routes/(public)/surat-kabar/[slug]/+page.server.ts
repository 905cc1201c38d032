import { localizeHref } from '#i18n/runtime';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { archivedView } from '#web/features/newsletters/archive-view.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) =>
  withPreparedStatements(async () => {
    const letter = await archivedView(ctx, params.slug);
    return {
      letter,
      address: siteOrigin(services, url) + letter.href,
      backHref: localizeHref('/surat-kabar'),
      subscribeHref: localizeHref('/langganan'),
    };
  });
