import { redirect } from '@sveltejs/kit';
import { roomCode, selfServiceErrors, spacedCode } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { qrSvg } from '#platform/papers/qr';
import { formatTime } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'visits.record' };

const CLOSED_SECONDS = 60;

/** What a screen in the room shows. The browser itself asks again when the code changes: without a script too. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  if (locals.ctx.actor.kind === 'anonymous') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  const desk = await findDesk(locals.ctx, ['visits.record']);
  const wanted = url.searchParams.get('perpustakaan');
  const library = desk.libraries.find(({ code }) => code === wanted) ?? desk.library;
  const shown = await roomCode(desk.ctx, locals.services.secrets, library.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === selfServiceErrors.notOffered().code) return null;
    throw error;
  });
  const wait = shown ? Math.ceil((shown.until.getTime() - desk.ctx.clock.now().getTime()) / 1000) : CLOSED_SECONDS;
  setHeaders({ refresh: `${Math.max(1, wait)}; url=${url.pathname}${url.search}`, 'cache-control': 'no-store' });
  if (!shown) return { library: library.name, shown: null };
  const query = new URLSearchParams({ perpustakaan: library.code, kode: shown.code });
  const address = `${siteOrigin(locals.services, url)}${localizeHref('/pinjam-mandiri')}?${query}`;
  return {
    library: library.name,
    shown: {
      code: spacedCode(shown.code),
      until: formatTime(shown.until, library.timeZone, desk.ctx.locale),
      qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(address))}`,
    },
  };
};
