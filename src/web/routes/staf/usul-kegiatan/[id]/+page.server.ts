import { answerProposal, getProposal, noteProposerCalled, proposerToCall } from '#modules/community/ideas';
import { getLibrary } from '#modules/ground/libraries';
import { channelsToGuests } from '#modules/people/notifications';
import { PROPOSAL_ANSWERS, type Proposal } from '#modules/community/ideas/client';
import { listPrograms } from '#modules/community/programs';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { answerOptions, proposalView } from '#web/features/ideas/parts/proposal-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { callLine } from '#web/features/notifications/parts/call-line.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const proposal = await getProposal(ctx, idOf(params.id));
  const programs = await listPrograms(ctx, { libraryId: proposal.libraryId, newestFirst: true, limit: 50 });
  const { timeZone } = await getLibrary(ctx, proposal.libraryId);
  const calls = await proposerToCall(ctx, services, proposal.id);
  return {
    calls: calls.map((call) => callLine(call, timeZone, ctx.locale)),
    proposal: proposalView(proposal, ctx),
    who: proposal.name,
    email: proposal.email,
    proven: proposal.proven,
    version: proposal.version,
    status: proposal.status,
    answers: answerOptions(),
    mayMake: proposal.programId === null && can(ctx.actor, 'programs.manage', proposal.libraryId),
    programId: proposal.programId,
    programs: programChoices(proposal, programs.data),
  };
};

/** The programmes that can be named, with the one that came of the proposal: a draft is not among those that everybody sees. */
function programChoices(
  { programId, programTitle }: Proposal,
  programs: readonly { id: number; title: string }[],
): { value: number; label: string }[] {
  const own = programId === null ? [] : [{ value: programId, label: programTitle ?? '' }];
  const others = programs.filter(({ id }) => id !== programId).map(({ id, title }) => ({ value: id, label: title }));
  return [...own, ...others];
}

export const actions: Actions = {
  told: formAction({ form: 'told' }, async ({ ctx, params, values }) => {
    await noteProposerCalled(ctx, idOf(params.id), idIn(values));
    return m.programs_call_said();
  }),
  answer: formAction({ form: 'answer' }, async ({ ctx, services, params, values }) => {
    const id = idOf(params.id);
    const programId = await answerProposal(ctx, id, {
      version: versionIn(values),
      status: PROPOSAL_ANSWERS.find((one) => one === values.status) ?? 'considering',
      answer: values.answer ?? '',
      programId: values.programId ?? '',
      makeProgram: values.makeProgram === '1',
    });
    if (programId !== null && values.makeProgram === '1')
      return done(m.proposal_made_program(), staffProgramPath(programId));
    const { memberId, email } = await getProposal(ctx, id);
    if (memberId === null && email === '') return done(m.proposal_answered_page(), LIST);
    const told = memberId !== null || (await channelsToGuests(services)).email;
    return told ? done(m.proposal_answered(), LIST) : m.proposal_answered_staff();
  }),
};
const LIST = '/staf/usul-kegiatan';
