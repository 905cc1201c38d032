import { redirect } from '@sveltejs/kit';
import { getSession, sessionCode } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { qrSvg } from '#platform/papers/qr';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { sessionLine } from '#web/features/programs/parts/program-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['programs.manage', 'programs.attendance'] };

/** What the screen in the room shows. The browser itself asks again when the code changes: without a script too. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, setHeaders }) => {
  if (ctx.actor.kind === 'anonymous') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname)}`);
  }
  const session = await getSession(ctx, idOf(params.sesi));
  const { code, until } = await sessionCode(ctx, services.secrets, session.id);
  const wait = Math.max(1, Math.ceil((until.getTime() - ctx.clock.now().getTime()) / 1000));
  setHeaders({ refresh: `${wait}; url=${url.pathname}`, 'cache-control': 'no-store' });
  const address = `${siteOrigin(services, url)}${localizeHref(`/kegiatan/hadir/${session.id}`)}?kode=${code}`;
  const { title, hours, room } = sessionLine(session, session.program.library.timeZone, ctx.locale);
  return {
    program: session.program.title,
    library: session.program.library.name,
    session: [title, hours, room].filter(Boolean).join(' · '),
    code: `${code.slice(0, 4)}-${code.slice(4)}`,
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(address))}`,
    back: localizeHref(`/staf/kegiatan/${session.program.id}/sesi/${session.id}/hadir`),
  };
};
