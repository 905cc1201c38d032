import { redirect } from '@sveltejs/kit';
import { answerProposal, getProposal } from '#modules/ideas';
import { PROPOSAL_ANSWERS } from '#modules/ideas/client';
import { listPrograms } from '#modules/programs';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/flash.server.ts';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import { answerOptions, proposalView } from '#web/ideas/proposal-words.server.ts';
import { idOf } from '#web/id-param.server.ts';
import { wholeIn } from '#web/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const proposal = await getProposal(ctx, idOf(params.id));
  const programs = await listPrograms(ctx, { libraryId: proposal.libraryId, newestFirst: true, limit: 50 });
  return {
    proposal: proposalView(proposal, ctx),
    who: proposal.name,
    email: proposal.email,
    proven: proposal.proven,
    version: proposal.version,
    status: proposal.status,
    answers: answerOptions(),
    programs: programs.data.map(({ id, title }) => ({ value: id, label: title })),
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx }, params, request, cookies }) => {
    const values = formValues(await request.formData());
    try {
      await answerProposal(ctx, idOf(params.id), {
        version: wholeIn(values, 'version') ?? 0,
        status: PROPOSAL_ANSWERS.find((one) => one === values.status) ?? 'considering',
        answer: values.answer ?? '',
        programId: values.programId ?? '',
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    const { memberId, email } = await getProposal(ctx, idOf(params.id));
    setFlash(cookies, 'ok', memberId === null && email === '' ? m.proposal_answered_page() : m.proposal_answered());
    redirect(303, localizeHref('/staf/usul-kegiatan'));
  },
};
