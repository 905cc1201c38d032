import { lockPrograms } from '#modules/community/programs';
import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import {
  countNamed,
  cutNamed,
  forget,
  ofGuest,
  ofMember,
  pastEnrolments,
  selectOfMember,
} from './data/personal-data.queries.ts';
import { countProposers, selectProposalsOf, selectProposedPrograms } from './data/proposals.queries.ts';
import { forgetProposers, maskTexts } from './boards/mask-texts.ts';

/**
 * What a member wrote with a name, supported, and does at a library. What was written stays for the others, without the name,
 * also where it stands in the text. It is
 * asked before the programmes cut the link between member and enrolment.
 */
export const ideasPersonalData: PersonalDataSource = {
  key: 'ideas',
  async exportOf(db, memberId) {
    const { ideas, comments, votes, plans } = await selectOfMember(db, memberId);
    const proposals = await selectProposalsOf(db, memberId);
    const isEmpty = [ideas, comments, votes, plans, proposals].every((rows) => rows.length === 0);
    if (isEmpty) return [];
    return [{ ideas, comments, votes: votes.map(({ text }) => text), plans, proposals }];
  },
  hindrances: async () => Promise.resolve([]),
  async lockFirst(trx, memberId) {
    await lockPrograms(trx, await selectProposedPrograms(trx, { memberId }));
  },
  async erase(trx, _ctx, memberId) {
    await maskTexts(trx, ofMember(memberId));
    await forget(trx, ofMember(memberId));
    await forgetProposers(trx, { memberId });
  },
  async eraseGuest(trx, _ctx, enrolmentId) {
    await maskTexts(trx, ofGuest(enrolmentId));
    await forget(trx, ofGuest(enrolmentId));
  },
};

/** Who wrote an idea or owned a plan is forgotten some time after the last session; what was written and done stays. */
export const ideaLinkRetention: RetentionClass = {
  key: 'idea_links',
  due: async ({ db }, before) => ({ count: await countNamed(db, before), sample: [] }),
  async clear({ db }, before, storage) {
    const { gone, files } = await db.transaction().execute(async (trx) => {
      await maskTexts(trx, pastEnrolments(before));
      return cutNamed(trx, before);
    });
    for (const key of files) await storage.remove(key);
    return { gone, waiting: 0 };
  },
};

/** Who proposed a programme, and how they are reached, is forgotten some time after the answer, or without one after the proposal. */
export const proposalRetention: RetentionClass = {
  key: 'proposal_contacts',
  due: async ({ db }, before) => ({ count: await countProposers(db, before), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => forgetProposers(trx, { before })),
    waiting: 0,
  }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [ideasPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [ideaLinkRetention, proposalRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'idea_board', because: 'questions to a room' },
  {
    table: 'action_plan',
    of: 'enrolment_id',
    cut: 'enrolment_id',
    blanked: 'owner_name',
    unnamed: 'activity goal indicator support stop_reason',
    none: 'fact status obstacle',
    rest: 'none',
  },
  {
    table: 'action_plan_evidence',
    of: 'plan_id',
    unnamed: 'title',
    none: 'kind media_type',
    kept: { 'url file_key': 'the proof of a plan that others go on with; files go after their days (idea_links)' },
    rest: 'none',
  },
  { table: 'action_plan_follow_up', of: 'plan_id', unnamed: 'story', none: 'status obstacle', rest: 'none' },
  { table: 'action_plan_milestone', of: 'plan_id', unnamed: 'text', rest: 'none' },
  {
    table: 'idea',
    of: 'enrolment_id',
    cut: 'enrolment_id',
    blanked: 'author_name',
    unnamed: 'text',
    none: 'theme source',
    kept: { owner_hash: 'of ideas without a name: only who has the key is known by it' },
    rest: 'none',
  },
  {
    table: 'idea_comment',
    of: 'enrolment_id',
    cut: 'enrolment_id',
    blanked: 'author_name',
    unnamed: 'text',
    rest: 'none',
  },
  { table: 'idea_vote', of: 'enrolment_id', rest: 'gone' },
  {
    table: 'program_proposal',
    cut: 'member_id',
    blanked: 'name email',
    unnamed: 'title description wanted_when co_host_note answer',
    staff: 'answered_by',
    none: 'token audience language status',
    rest: 'none',
  },
];
