import { error, redirect } from '@sveltejs/kit';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { HOME_ZONE } from '#shared/dates';
import { deLocalizeHref, localizeHref } from '#i18n/runtime';
import { carriedBy } from '#web/kit/form/page-library.ts';
import { takeFlash } from '#web/kit/parts/flash.server.ts';
import { isOfLibrary, isRuled } from '#web/kit/frame/staff/ruled-by.server.ts';
import { noteVisit, readHabits } from '#web/kit/frame/staff/staff-habits.server.ts';
import { standing } from '#web/kit/frame/staff/staff-map.ts';
import { openPlaces, staffMenu } from '#web/kit/frame/staff/staff-menu.server.ts';
import { waitingAt } from '#web/kit/frame/staff/waiting.server.ts';
import { shortLibrary } from '#web/kit/frame/staff/window-title.ts';
import type { LayoutServerLoad } from './$types';

export const _access: PageAccess = 'account';

/** So many libraries are listed in the rail; its page has all. */
const LISTED = 12;

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { actor, locale, libraryId } = locals.frame;
  if (actor.kind === 'anonymous') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (actor.kind !== 'account') error(403, explainError(platformErrors.forbidden(), locale));
  const { libraries = [], library: chosen } = locals.work ?? {};
  const library = libraries.find(({ id }) => id === libraryId);
  const here = deLocalizeHref(url.pathname);
  const open = await openPlaces(actor);
  const waits = await waitingAt(locals.frame, open, {
    desk: libraryId,
    zone: library?.timeZone ?? HOME_ZONE,
    // the first page counts anew, and the rail beside it says the same
    fresh: here === '/staf',
  });
  const workplaces = staffMenu(open, waits, readHabits(cookies, actor.id).tabs);
  // by the address: the frame is drawn anew with every page, for the library that is chosen by then
  const at = standing(workplaces, here);
  if (at) noteVisit({ cookies, url }, actor.id, at);
  const ruled = library && isRuled(here, at) ? shortLibrary(library.name) : null;
  if (ruled !== null) locals.windowAt = ruled;
  return {
    /** What the title of the window ends with; null where no library rules the page. */
    ruled,
    work: library && {
      id: library.id,
      name: library.name,
      libraries: libraries.slice(0, LISTED).map(({ id, name }) => ({ id, name })),
      all: libraries.length,
    },
    carries:
      library && isOfLibrary(here, at)
        ? carriedBy({
            libraryId: library.id,
            // this page was asked about where another one is chosen, and what is sent from it again is known
            askedAt: chosen && chosen.id !== library.id ? chosen.id : null,
            stays: false,
          })
        : undefined,
    person: actor.name,
    scans: canAnywhere(actor, 'loans.read') || canAnywhere(actor, 'catalog.read'),
    workplaces,
    flash: takeFlash(cookies),
  };
};
