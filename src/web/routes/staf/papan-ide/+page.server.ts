import { redirect } from '@sveltejs/kit';
import { listBrainstorms, openBoard } from '#modules/community/ideas';
import { NAMINGS } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
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
  default: async ({ locals: { ctx }, request, cookies }) => {
    const values = formValues(await request.formData());
    let boardId: number;
    try {
      boardId = await openBoard(ctx, idIn(values, 'sessionId'), {
        question: values.question ?? '',
        naming: NAMINGS.find((one) => one === values.naming) ?? 'choice',
        votesEach: values.votesEach ?? '',
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.ideas_board_opened());
    redirect(303, localizeHref(`/staf/papan-ide/${boardId}`));
  },
};
