import {
  PROPOSAL_ANSWERS,
  PROPOSAL_AUDIENCES,
  type Proposal,
  type ProposalAudience,
  type ProposalStatus,
} from '#modules/community/ideas/client';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const STATUS: Record<ProposalStatus, { words: () => string; kind: 'on' | 'out' | 'wait' | 'off' }> = {
  new: { words: m.proposal_status_new, kind: 'wait' },
  considering: { words: m.proposal_status_considering, kind: 'out' },
  accepted: { words: m.proposal_status_accepted, kind: 'on' },
  declined: { words: m.proposal_status_declined, kind: 'off' },
};
const AUDIENCE: Record<ProposalAudience, () => string> = {
  all: m.proposal_audience_all,
  children: m.proposal_audience_children,
  teens: m.proposal_audience_teens,
  adults: m.proposal_audience_adults,
  librarians: m.proposal_audience_librarians,
  teachers: m.proposal_audience_teachers,
};
export const audienceOptions = () => PROPOSAL_AUDIENCES.map((value) => ({ value, label: AUDIENCE[value]() }));
export const answerOptions = () => PROPOSAL_ANSWERS.map((value) => ({ value, label: STATUS[value].words() }));

/** A proposal in words; who made it is not in it. */
export function proposalView(proposal: Proposal, ctx: Ctx) {
  const day = (at: Date) => formatDate(localDate(at, proposal.timeZone), ctx.locale);
  return {
    id: proposal.id,
    title: proposal.title,
    description: proposal.description,
    library: proposal.libraryName,
    made: day(proposal.createdAt),
    facts: [proposal.libraryName, AUDIENCE[proposal.audience](), proposal.wantedWhen, day(proposal.createdAt)]
      .filter(Boolean)
      .join(' · '),
    coHost: proposal.coHost,
    coHostNote: proposal.coHostNote,
    state: STATUS[proposal.status].words(),
    mark: STATUS[proposal.status].kind,
    answer: proposal.answer,
    answered: proposal.answeredAt && day(proposal.answeredAt),
    programTitle: proposal.programTitle,
    programHref: proposal.programSlug && localizeHref(`/kegiatan/${proposal.programSlug}`),
  };
}
