import type { RawBuilder } from 'kysely';
import { unlinkAudit } from '#modules/audit';
import { forgetNoticesAbout } from '#modules/notifications';
import type { Tx } from '#platform/db';
import { withoutPerson } from '#shared/text/without-person';
import { forgetProposer, lockProposed } from './data/proposals.queries.ts';
import { rewriteTexts, selectOwnIds, selectWriters } from './data/personal-texts.queries.ts';

/**
 * What some participants wrote stays for the others, who voted for it and go on with it; their names, addresses and telephone numbers in it do
 * not. Before their names go, by which they are found in it. What the trace and notices to others repeat of it goes.
 */
export async function maskTexts(trx: Tx, enrolments: RawBuilder<unknown>): Promise<void> {
  for (const { enrolmentId, names, words } of await selectWriters(trx, enrolments)) {
    await rewriteTexts(trx, enrolmentId, (text) => withoutPerson(text, { names, words }));
    const { ideas, plans } = await selectOwnIds(trx, enrolmentId);
    await unlinkAudit(trx, { entity: 'idea', entityIds: ideas, keys: ['text'] });
    await unlinkAudit(trx, { entity: 'action_plan', entityIds: plans, keys: ['activity', 'reason', 'title'] });
    await forgetNoticesAbout(
      trx,
      plans.map((id) => `action_plan:${id}`),
    );
  }
}

/**
 * Who proposed programmes is forgotten, also where it stands in what they proposed and were answered. @returns how many proposals
 */
export async function forgetProposers(trx: Tx, which: { memberId: number } | { before: Date }): Promise<number> {
  const proposals = await lockProposed(trx, which);
  for (const { id, name, fullName, number, ...texts } of proposals) {
    const who = { names: [name, fullName ?? ''], words: number === null ? [] : [number] };
    await forgetProposer(trx, id, {
      title: withoutPerson(texts.title, who),
      description: withoutPerson(texts.description, who),
      wantedWhen: withoutPerson(texts.wantedWhen, who),
      coHostNote: withoutPerson(texts.coHostNote, who),
      answer: withoutPerson(texts.answer, who),
    });
  }
  const entityIds = proposals.map(({ id }) => id);
  await unlinkAudit(trx, { entity: 'program_proposal', entityIds, keys: ['title', 'answer'] });
  return proposals.length;
}
