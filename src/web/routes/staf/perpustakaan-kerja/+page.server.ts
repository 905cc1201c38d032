import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { foldedKey } from '#shared/text/fold';
import { m } from '#i18n/messages';
import { deLocalizeHref, localizeHref } from '#i18n/runtime';
import { done, formAction, type Sent } from '#web/kit/form/form-action.server.ts';
import { safeNext } from '#web/kit/frame/gate.server.ts';
import { rememberWork } from '#web/kit/frame/staff/working-library.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

/** From this many on there is a box to find one. */
const MANY = 12;
const LONGEST = 200;

/** The page that somebody came from, as it is looked at: without the action that it may just have answered. */
function backTo(wanted: string | undefined, url: URL): string {
  const [address = ''] = (safeNext(wanted ?? null, url) ?? localizeHref('/staf')).split('#');
  const [path = '', search = ''] = address.split('?', 2);
  const query = new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => !name.startsWith('/')));
  return deLocalizeHref(path) + (query.size > 0 ? `?${query.toString()}` : '');
}

/** By these an address shows another library than the chosen one, or goes on in its list. */
const OF_A_LIBRARY = new Set(['perpustakaan', 'lanjut', 'halaman', 'hal', 'sebelum']);

/** The same page for the library that is chosen now. */
function sameAt(address: string): string {
  const [path = '', search = ''] = address.split('?', 2);
  const query = new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => !OF_A_LIBRARY.has(name)));
  return path + (query.size > 0 ? `?${query.toString()}` : '');
}

export const load: PageServerLoad = ({ locals: { work }, url }) => {
  const q = url.searchParams.get('cari')?.slice(0, LONGEST) ?? '';
  const { libraries = [], library = null } = work ?? {};
  const asked = foldedKey(q);
  return {
    q,
    searched: libraries.length > MANY,
    at: library?.id ?? null,
    found: libraries.filter(({ name }) => foldedKey(name).includes(asked)).map(({ id, name }) => ({ id, name })),
  };
};

/** Chooses the library, unless something is begun at the one before: that is ended there, and not carried over. */
function choose({ event: { locals }, cookies, url, values }: Sent) {
  const { work } = locals;
  const { actor } = locals.ctx;
  if (actor.kind !== 'account' || !work) throw platformErrors.forbidden();
  const library = work.libraries.find(({ id }) => String(id) === values.perpustakaan);
  if (!library) throw platformErrors.libraryLeft({ chosen: work.library.name });
  const { terbuka: what, tutup: ended } = values;
  if (what !== undefined && library.id !== work.library.id) {
    return {
      unfinished: {
        what: what.slice(0, LONGEST),
        back: localizeHref(backTo(values.lanjut, url)),
        ended: backTo(ended, url),
        library: { id: library.id, name: library.name },
      },
    };
  }
  rememberWork(cookies, url, actor.id, library.id);
  return done(m.work_changed({ library: library.name }), sameAt(backTo(values.lanjut, url)));
}

export const actions: Actions = {
  // whichever library was chosen meanwhile: the last word counts
  default: formAction({ anywhere: true }, async (sent) => Promise.resolve(choose(sent))),
};
