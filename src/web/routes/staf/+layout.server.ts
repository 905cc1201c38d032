import { error, redirect } from '@sveltejs/kit';
import { getLibrary } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { localizeHref } from '#i18n/runtime';
import { takeFlash } from '#web/kit/parts/flash.server.ts';
import { deskLibraryId } from '#web/features/circulation/parts/desk-library.server.ts';
import { openPlaces, staffMenu } from '#web/kit/frame/staff-menu.server.ts';
import { waitingAt } from '#web/kit/frame/waiting.server.ts';
import type { LayoutServerLoad } from './$types';

export const _access: PageAccess = 'account';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { actor, locale } = locals.frame;
  if (actor.kind === 'anonymous') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (actor.kind !== 'account') error(403, explainError(platformErrors.forbidden(), locale));
  const open = await openPlaces(actor);
  const library = locals.frame.libraryId === null ? null : await getLibrary(locals.frame, locals.frame.libraryId);
  return {
    library: library?.name ?? null,
    person: actor.name,
    scans: canAnywhere(actor, 'loans.read') || canAnywhere(actor, 'catalog.read'),
    workplaces: staffMenu(open, await waitingAt(locals.frame, open, { desk: deskLibraryId(locals.frame, cookies) })),
    flash: takeFlash(cookies),
  };
};
