import type { RawBuilder } from 'kysely';
import { unlinkAudit } from '#modules/ground/audit';
import { forgetNoticesAbout } from '#modules/people/notifications';
import { forgetProposerIn, lockPrograms } from '#modules/community/programs';
import type { Tx } from '#platform/database/db';
import { withoutPerson } from '#shared/text/without-person';
import { forgetProposer, lockProposed, selectProposedPrograms } from '../data/proposals.queries.ts';
import { rewriteTexts, selectOwnIds, selectWriters } from '../data/personal-texts.queries.ts';

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
 * Who proposed programmes is forgotten, also where it stands in what they proposed and were answered, and in what was carried over from it into
 * a programme. @returns how many proposals
 */
export async function forgetProposers(trx: Tx, which: { memberId: number } | { before: Date }): Promise<number> {
  await lockPrograms(trx, await selectProposedPrograms(trx, which));
  const proposals = await lockProposed(trx, which);
  for (const { id, name, fullName, number, programId, ...texts } of proposals) {
    const names = [name, fullName ?? ''].filter(Boolean);
    const who = { names, words: number === null ? [] : [number] };
    const masked = (text: string): string => withoutPerson(text, who);
    await forgetProposer(trx, id, {
      title: masked(texts.title),
      description: masked(texts.description),
      wantedWhen: masked(texts.wantedWhen),
      coHostNote: masked(texts.coHostNote),
      answer: masked(texts.answer),
    });
    if (programId === null) continue;
    const lines = [texts.title, ...texts.description.split(/\r?\n/)]
      .map((line) => line.trim())
      .filter((line) => masked(line) !== line);
    const carried = { names, lines: new Map(lines.map((line) => [line, masked(line)])) };
    await forgetProposerIn(trx, programId, { ...carried, everywhere: 'memberId' in which });
  }
  const entityIds = proposals.map(({ id }) => id);
  await unlinkAudit(trx, { entity: 'program_proposal', entityIds, keys: ['title', 'answer'] });
  return proposals.length;
}
