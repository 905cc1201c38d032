import { getSetting } from '#modules/ground/libraries';
import { libraryOfDoor, recordOwnVisit, visitErrors } from '#modules/premises/visits';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { localizeHref } from '#i18n/runtime';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: 'public', actions: { default: 'member' } };

/** What the code on a door leads to: never kept by caches or search engines. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const keep = await getSetting(ctx.db, 'retentionDays');
  const library = await libraryOfDoor(ctx, services.secrets, params.code).catch((error: unknown) => {
    if (error instanceof AppError && error.code === visitErrors.unknownDoor().code) return null;
    throw error;
  });
  return {
    library: library?.name ?? null,
    who: ctx.actor.kind,
    keepDays: keep.visit_links ?? null,
    signInHref: `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname)}`,
  };
};

export const actions: Actions = {
  default: formAction({ keeps: false }, async ({ ctx, services, params }) => {
    const { outcome, nickname, today } = await recordOwnVisit(ctx, services.secrets, params.code);
    return { message: null, visit: { outcome, nickname: nickname ?? '', today } };
  }),
};
