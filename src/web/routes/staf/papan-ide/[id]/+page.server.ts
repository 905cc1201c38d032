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
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { boardPage } from '#web/features/ideas/board-page.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const view = await viewBoard(ctx, idOf(params.id), {});
  authorize(ctx, 'ideas.manage', view.board.library.id);
  const shown = boardPage(view, ctx, siteOrigin(services, url));
  return { ...shown, screenHref: `${shown.href}/layar` };
};

export const actions: Actions = {
  move: formAction({ form: 'move' }, async ({ ctx, params, values: { phase, minutes = '' } }) => {
    await movePhase(ctx, idOf(params.id), { phase: PHASES.find((one) => one === phase) ?? 'waiting', minutes });
    return m.ideas_moved();
  }),
  terms: formAction({ form: 'terms' }, async ({ ctx, params, values: { question = '', naming, votesEach = '' } }) => {
    const wanted = { question, naming: NAMINGS.find((one) => one === naming) ?? 'choice', votesEach };
    await changeBoardTerms(ctx, idOf(params.id), wanted);
    return m.ideas_terms_saved();
  }),
  notes: formAction({ form: 'notes' }, async ({ ctx, params, values: { notes = '', theme = '' } }) =>
    m.ideas_notes_entered({ count: await enterNotes(ctx, idOf(params.id), { notes, theme }) }),
  ),
  group: formAction({ form: 'arrange' }, async ({ ctx, params, values: { theme = '' }, data }) => {
    const count = await groupIdeas(ctx, idOf(params.id), { ideaIds: idsIn(data, 'ideaIds'), theme });
    return m.ideas_grouped({ count });
  }),
  merge: formAction({ form: 'arrange' }, async ({ ctx, params, data }) => {
    await mergeIdeas(ctx, idOf(params.id), idsIn(data, 'ideaIds'));
    return m.ideas_merged_said();
  }),
  unmerge: formAction({ form: 'arrange' }, async ({ ctx, params, values }) => {
    await unmergeIdeas(ctx, idOf(params.id), idIn(values));
    return m.ideas_unmerged_said();
  }),
  remove: formAction({ form: 'arrange' }, async ({ ctx, values }) => {
    await withdrawIdea(ctx, idIn(values), {});
    return m.ideas_withdrawn();
  }),
  removeComment: formAction({ form: 'arrange' }, async ({ ctx, values }) => {
    await removeComment(ctx, idIn(values), {});
    return m.ideas_comment_removed();
  }),
};
