/** What the finished workshop of the sample city thought of, and what became of it; programmes that people propose: `ideas.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { saveProposal, saveWorkshop, type PastIdea, type PastParticipant } from '../../src/modules/community/ideas/testing.ts';
import { FACTS, OBSTACLES, PLAN_STATUSES, PROPOSAL_ANSWERS, PROPOSAL_AUDIENCES } from '../../src/modules/community/ideas/client.ts';
import { listLibraries } from '../../src/modules/ground/libraries/index.ts';
import { enrolmentsOf, getProgram, listSessions } from '../../src/modules/community/programs/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const schema = z.object({
  note: z.string(),
  program: z.string(),
  session: z.string(),
  question: z.string(),
  ideas: z.array(
    z.object({
      text: z.string(),
      theme: z.string(),
      /** Which library's first participant wrote it, in the order of names; null: from paper. */
      from: z.union([z.int(), z.literal('anonim')]).nullable(),
      votes: z.int(),
      comments: z.array(z.string()),
      plan: z
        .object({
          activity: z.string(),
          goal: z.string(),
          fact: z.enum(FACTS).nullable(),
          share: z.number(),
          aim: z.number(),
          status: z.enum(PLAN_STATUSES),
          obstacle: z.enum(OBSTACLES).nullable().default(null),
          story: z.string(),
          dueIn: z.int(),
        })
        .nullable(),
    }),
  ),
  proposals: z.array(
    z.object({
      library: z.string(),
      title: z.string(),
      description: z.string(),
      audience: z.enum(PROPOSAL_AUDIENCES),
      wantedWhen: z.string(),
      name: z.string(),
      coHost: z.boolean(),
      coHostNote: z.string(),
      daysAgo: z.int(),
      answer: z.object({ status: z.enum(PROPOSAL_ANSWERS), text: z.string() }).nullable(),
    }),
  ),
});
const VOTES_EACH = 5;
const DAY = 86_400_000;

/** After the programmes, visits and loans: plans are measured by them. */
export async function loadIdeas(trx: Tx, ctx: Ctx): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('ideas.json', import.meta.url), 'utf8')));
  const here = { ...ctx, db: trx };
  const libraries = await listLibraries(here);
  const program = await getProgram(here, sample.program);
  const session = (await listSessions(here, program.id)).find(({ title }) => title === sample.session);
  if (!session) throw new Error(`the sample city has no session "${sample.session}"`);
  const people = (await enrolmentsOf(here, program.id, ['confirmed'])).flatMap(({ id, name, libraryId }): PastParticipant[] => {
    const library = libraries.find((one) => one.id === libraryId);
    return library ? [{ enrolmentId: id, name, library }] : [];
  });
  const firsts = [...new Map(people.map((one) => [one.library.id, one])).values()];
  const personOf = (place: number): PastParticipant => {
    const found = firsts[place % firsts.length];
    if (!found) throw new Error('nobody took part in the workshop of the sample city');
    return found;
  };
  const ideas = sample.ideas.map(({ from, votes, comments, ...idea }, nth): PastIdea => ({
    ...idea,
    by: from === null ? null : from === 'anonim' ? 'anonymous' : personOf(from),
    // those who sit nearby, so that nobody has too many
    voters: people.map(({ enrolmentId }, place) => ({ enrolmentId, place: (place * 7 + nth * 11) % people.length }))
      .sort((one, other) => one.place - other.place)
      .slice(0, votes)
      .map(({ enrolmentId }) => enrolmentId),
    comments: comments.map((text, place) => ({ text, by: personOf(nth + place + 3) })),
  }));
  const { question } = sample;
  await saveWorkshop(trx, ctx, {
    ...{ sessionId: session.id, programId: program.id, question, votesEach: VOTES_EACH, at: session.endsAt, ideas },
  });
  for (const { library, daysAgo, answer, ...proposal } of sample.proposals) {
    const libraryId = libraries.find(({ code }) => code === library)?.id;
    if (libraryId === undefined) throw new Error(`the sample city proposes to "${library}", which it does not have`);
    const at = new Date(ctx.clock.now().getTime() - daysAgo * DAY);
    await saveProposal(trx, ctx, { ...proposal, libraryId, at, answer });
  }
}
