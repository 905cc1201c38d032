import { lockPrograms } from '#modules/community/programs';
import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
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
import { forgetProposers, maskTexts } from './mask-texts.ts';

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
