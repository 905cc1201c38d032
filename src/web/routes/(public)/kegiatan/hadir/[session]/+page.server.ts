import { comeByRoom, getSession, participantOf } from '#modules/community/programs';
import { attendanceTime } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/rights/access';
import { formatTime } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { sessionLine } from '#web/features/programs/parts/program-words.server.ts';
import { keptTicket, rememberTicket } from '#web/features/programs/own/ticket-cookie.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: 'public',
  actions: { default: { secret: 'the code that the room shows, with a ticket or the session of a member' } },
};

/** Where the code on the screen of a room leads: one tap says "I am here". `?kode=` is the code. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url, cookies, setHeaders }) => {
  const session = await getSession(ctx, idOf(params.session));
  setHeaders({ 'cache-control': 'no-store' });
  const { program } = session;
  const zone = program.library.timeZone;
  const who = await participantOf(ctx, program.id, keptTicket(cookies, program.id));
  const { state, opensAt } = attendanceTime(session, ctx.clock.now());
  return {
    title: program.title,
    programHref: localizeHref(`/kegiatan/${program.slug}`),
    session: sessionLine(session, zone, ctx.locale),
    code: url.searchParams.get('kode')?.slice(0, 20) ?? '',
    name: who?.name ?? null,
    time: state,
    opens: formatTime(opensAt, zone, ctx.locale),
    signInHref:
      ctx.actor.kind === 'anonymous'
        ? `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`
        : null,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, params, cookies, values }) => {
    const sessionId = idOf(params.session);
    const { program } = await getSession(ctx, sessionId);
    const typed = values.ticket?.toUpperCase().replace(/[^A-Z0-9]/g, '');
    const ticket = typed || keptTicket(cookies, program.id);
    // known from now on, even where the code has changed meanwhile: the next scan needs no typing
    if (typed && (await participantOf(ctx, program.id, typed))) rememberTicket(cookies, program.id, typed);
    return { came: await comeByRoom(ctx, services.secrets, { sessionId, code: values.code ?? '', ticket }) };
  }),
};
