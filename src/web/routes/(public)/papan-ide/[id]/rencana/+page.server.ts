import { redirect } from '@sveltejs/kit';
import { makePlan, viewBoard } from '#modules/community/ideas';
import { permits } from '#modules/community/ideas/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { handOf } from '#web/features/ideas/hand.server.ts';
import { factOptions, termsOf } from '#web/features/ideas/plan-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
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
  default: async ({ locals: { ctx }, params, request, cookies }) => {
    const values = formValues(await request.formData());
    const hand = handOf(cookies);
    let id: number;
    try {
      const { board } = await viewBoard(ctx, idOf(params.id), hand);
      const more = { ideaId: values.ideaId ?? '', libraryId: idOrNull(values, 'libraryId') };
      id = await makePlan(
        ctx,
        board.program.id,
        { ...termsOf(values), ...more, proposal: values.later === 'ya' },
        hand,
      );
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', values.later === 'ya' ? m.plans_proposed_said() : m.plans_committed_said());
    redirect(303, localizeHref(`/rencana-aksi/${id}`));
  },
};
