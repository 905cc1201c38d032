import { makePlan, viewBoard } from '#modules/community/ideas';
import { permits } from '#modules/community/ideas/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { handOf } from '#web/features/ideas/hand.server.ts';
import { factOptions, termsOf } from '#web/features/ideas/plan-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'a ticket, or the session of a member who takes part' };

/** `?ide=` the idea that becomes a plan; without one it is a plan of one's own. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, cookies, url }) => {
  const { board, participant, now } = await viewBoard(ctx, idOf(params.id), handOf(cookies));
  const idea = now.cards.find(({ id }) => String(id) === url.searchParams.get('ide')) ?? null;
  const libraries = await listLibraries(ctx, { active: true });
  const own = libraries.find(({ id }) => id === participant?.libraryId) ?? null;
  return {
    boardHref: localizeHref(`/papan-ide/${board.id}`),
    to: `/papan-ide/${board.id}`,
    question: now.question,
    idea: idea && { id: idea.id, text: idea.text },
    isOpen: permits(now.phase, 'commit'),
    isIn: participant !== null,
    library: own?.name ?? null,
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    facts: factOptions(),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, cookies, values }) => {
    const hand = handOf(cookies);
    const { board } = await viewBoard(ctx, idOf(params.id), hand);
    const proposal = values.later === 'ya';
    const more = { ideaId: values.ideaId ?? '', libraryId: idOrNull(values, 'libraryId'), proposal };
    const id = await makePlan(ctx, board.program.id, { ...termsOf(values), ...more }, hand);
    return done(proposal ? m.plans_proposed_said() : m.plans_committed_said(), `/rencana-aksi/${id}`);
  }),
};
