import { redirect } from '@sveltejs/kit';
import { findBoardOfCode, listOwnBoards } from '#modules/community/ideas';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { backPath } from '#web/features/ideas/back-path.ts';
import { keepTicket } from '#web/features/ideas/hand.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** `?kode=` what stands on the screen of the room, or in its QR code. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const code = url.searchParams.get('kode') ?? '';
  let problem: string | null = null;
  if (code !== '') {
    const found = await findBoardOfCode(ctx, code.slice(0, 20)).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      problem = explainError(error, ctx.locale);
      return null;
    });
    if (found) redirect(303, localizeHref(`/papan-ide/${found.id}`));
  }
  const boards = await listOwnBoards(ctx);
  return {
    code,
    problem,
    isMember: ctx.actor.kind === 'member',
    boards: boards.map((board) => ({
      id: board.id,
      href: localizeHref(`/papan-ide/${board.id}`),
      program: board.program.title,
      session: board.sessionTitle,
      when: formatInstant(board.startsAt, board.library.timeZone, ctx.locale),
    })),
  };
};

export const actions: Actions = {
  ticket: async ({ request, cookies, url }) => {
    const { ticket = '', to = '' } = formValues(await request.formData());
    keepTicket(cookies, url, ticket.trim().slice(0, 40));
    setFlash(cookies, 'ok', m.ideas_ticket_kept());
    redirect(303, localizeHref(backPath(to, '/papan-ide')));
  },
};
