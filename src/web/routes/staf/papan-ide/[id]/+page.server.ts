import { redirect } from '@sveltejs/kit';
import {
  changeBoardTerms,
  enterNotes,
  groupIdeas,
  mergeIdeas,
  movePhase,
  removeComment,
  unmergeIdeas,
  viewBoard,
  withdrawIdea,
} from '#modules/community/ideas';
import { NAMINGS, PHASES } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { boardPage } from '#web/features/ideas/board-page.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const view = await viewBoard(ctx, idOf(params.id), {});
  authorize(ctx, 'ideas.manage', view.board.library.id);
  const shown = boardPage(view, ctx, siteOrigin(services, url));
  return { ...shown, screenHref: `${shown.href}/layar` };
};

async function act(
  { locals: { ctx }, params, request, cookies }: RequestEvent,
  form: string,
  work: (ctx: Ctx, boardId: number, values: Record<string, string>, chosen: number[]) => Promise<string>,
) {
  const sent = await request.formData();
  const values = formValues(sent);
  const boardId = idOf(params.id);
  try {
    setFlash(cookies, 'ok', await work(ctx, boardId, values, sent.getAll('ideaIds').map(Number)));
  } catch (error) {
    const refusal = refuseForm(error, ctx, values);
    return { ...refusal, data: { ...refusal.data, form } };
  }
  return redirect(303, localizeHref(`/staf/papan-ide/${boardId}`));
}

export const actions: Actions = {
  move: async (event) =>
    act(event, 'move', async (ctx, boardId, { phase, minutes = '' }) => {
      await movePhase(ctx, boardId, { phase: PHASES.find((one) => one === phase) ?? 'waiting', minutes });
      return m.ideas_moved();
    }),
  terms: async (event) =>
    act(event, 'terms', async (ctx, boardId, { question = '', naming, votesEach = '' }) => {
      const wanted = { question, naming: NAMINGS.find((one) => one === naming) ?? 'choice', votesEach };
      await changeBoardTerms(ctx, boardId, wanted);
      return m.ideas_terms_saved();
    }),
  notes: async (event) =>
    act(event, 'notes', async (ctx, boardId, { notes = '', theme = '' }) =>
      m.ideas_notes_entered({ count: await enterNotes(ctx, boardId, { notes, theme }) }),
    ),
  group: async (event) =>
    act(event, 'arrange', async (ctx, boardId, { theme = '' }, ideaIds) =>
      m.ideas_grouped({ count: await groupIdeas(ctx, boardId, { ideaIds, theme }) }),
    ),
  merge: async (event) =>
    act(event, 'arrange', async (ctx, boardId, _values, ideaIds) => {
      await mergeIdeas(ctx, boardId, ideaIds);
      return m.ideas_merged_said();
    }),
  unmerge: async (event) =>
    act(event, 'arrange', async (ctx, boardId, values) => {
      await unmergeIdeas(ctx, boardId, idIn(values));
      return m.ideas_unmerged_said();
    }),
  remove: async (event) =>
    act(event, 'arrange', async (ctx, _boardId, values) => {
      await withdrawIdea(ctx, idIn(values), {});
      return m.ideas_withdrawn();
    }),
  removeComment: async (event) =>
    act(event, 'arrange', async (ctx, _boardId, values) => {
      await removeComment(ctx, idIn(values), {});
      return m.ideas_comment_removed();
    }),
};
