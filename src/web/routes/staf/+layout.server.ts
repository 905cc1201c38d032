import { error, redirect } from '@sveltejs/kit';
import { getLibrary } from '#modules/libraries';
import { canAnywhere } from '#platform/authorize';
import { platformErrors } from '#platform/errors';
import { explainError } from '#platform/problem';
import { localizeHref } from '#i18n/runtime';
import { staffPlacesFor } from '#web/components/staff-places.ts';
import { takeFlash } from '#web/flash.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { actor, locale } = locals.ctx;
  if (actor.kind === 'anonymous') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (actor.kind !== 'account') error(403, explainError(platformErrors.forbidden(), locale));
  const library = locals.ctx.libraryId === null ? null : await getLibrary(locals.ctx, locals.ctx.libraryId);
  return {
    library: library?.name ?? null,
    person: actor.name,
    groups: staffPlacesFor((permission) => canAnywhere(actor, permission)),
    flash: takeFlash(cookies),
  };
};
