import { listBrainstorms, openBoard } from '#modules/community/ideas';
import { NAMINGS } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

/** Sessions of brainstorming, with their boards or waiting for one. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  sessions: (await listBrainstorms(ctx)).slice(0, 200).map((session) => ({
    ...session,
    when: formatInstant(session.startsAt, session.timeZone, ctx.locale),
    href: session.boardId === null ? null : localizeHref(`/staf/papan-ide/${session.boardId}`),
  })),
});

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const boardId = await openBoard(ctx, idIn(values, 'sessionId'), {
      question: values.question ?? '',
      naming: NAMINGS.find((one) => one === values.naming) ?? 'choice',
      votesEach: values.votesEach ?? '',
    });
    return done(m.ideas_board_opened(), `/staf/papan-ide/${boardId}`);
  }),
};
