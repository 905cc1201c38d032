/** Evaluations, tests and a follow-up of the finished workshop, and satisfaction surveys of the circulation desk: `questionnaires.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { enrolmentsOf, getProgram, listSessions } from '../../src/modules/community/programs/index.ts';
import { getQuestionnaire } from '../../src/modules/community/questionnaires/index.ts';
import { closePlacementIn, copyInstrumentIn, refreshInterimIn, saveResponses, tellWhoMayAnswerIn, writePlacement, type PlacementInput } from '../../src/modules/community/questionnaires/testing.ts';
import { askedQuestions, type Question } from '../../src/modules/community/questionnaires/client.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { createRandom, type Random } from './random.ts';

/** Of ten answers, how many fall on each option, the first one first; a question that is not named has `usual`. */
const weights = z.array(z.number()).min(2);
const schema = z.object({
  note: z.string(),
  workshop: z.string(),
  usual: weights,
  weights: z.record(z.string(), weights),
  /** Of ten participants so many know the right answer, by question: before, after. */
  right: z.record(z.string(), z.tuple([z.number(), z.number()])),
  /** What people wrote, by question. */
  texts: z.record(z.string(), z.array(z.string())),
  desk: z.object({ library: z.string(), service: z.string(), rounds: z.array(z.object({ label: z.string(), daysAgo: z.int(), answers: z.int(), open: z.boolean() })) }),
});
type Sample = z.output<typeof schema>;
const SEED = 'kuesioner';
const DAY = 86_400_000;

export async function loadQuestionnaires(trx: Tx, base: Ctx, libraryIdOf: (code: string) => number): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('questionnaires.json', import.meta.url), 'utf8')));
  const ctx: Ctx & { db: Tx } = { ...base, db: trx };
  await loadWorkshop(trx, ctx, sample);
  await loadDesk(trx, ctx, sample, libraryIdOf(sample.desk.library));
}

async function loadWorkshop(trx: Tx, ctx: Ctx, sample: Sample): Promise<void> {
  const program = await getProgram(ctx, sample.workshop);
  const sessions = await listSessions(ctx, program.id);
  const people = (await enrolmentsOf(ctx, program.id, ['confirmed'])).map(({ id }) => id);
  const libraryId = program.library.id;
  const asks = async (key: string) => (await copyInstrumentIn(trx, ctx, libraryId, key)).id;
  const [speaker, organiser, test, followUp] = [await asks('speaker'), await asks('organiser'), await asks('test'), await asks('follow_up_30')];
  const opensAt = program.startsAt ?? ctx.clock.now();
  const about = (questionnaireId: number, more: Partial<PlacementInput> = {}): PlacementInput => ({
    questionnaireId,
    libraryId,
    programId: program.id,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt,
    ...more,
  });
  const random = createRandom(SEED);
  /** Of ten participants so many answer. */
  const some = (ofTen: number): number[] => people.filter(() => random.chance(ofTen / 10));
  for (const session of sessions) {
    const speakerId = session.speakers[0]?.id;
    if (speakerId === undefined) continue;
    const place = about(speaker, { sessionId: session.id, speakerId, opensAt: session.startsAt });
    await answered(trx, ctx, sample, random, { place, people: some(8.5), close: true });
  }
  await answered(trx, ctx, sample, random, { place: about(organiser), people: some(8.8), close: true });
  const pre = about(test, { role: 'pre', privacy: 'paired' });
  const came = some(9.5);
  const before = await answered(trx, ctx, sample, random, { place: pre, people: came, close: false, after: false });
  const stayed = came.filter(() => random.chance(0.87));
  const post = about(test, { role: 'post', privacy: 'paired', pairWith: before });
  await answered(trx, ctx, sample, random, { place: post, people: stayed, close: true, after: true });
  const later = new Date(Math.min(opensAt.getTime() + 31 * DAY, ctx.clock.now().getTime()));
  const closesAt = new Date(later.getTime() + 21 * DAY);
  const follow = about(followUp, { role: 'follow_up', privacy: 'named', opensAt: later, closesAt });
  await answered(trx, ctx, sample, random, { place: follow, people: some(5.5), close: false });
  // when it opened: a city that is loaded at night is told by day
  await tellWhoMayAnswerIn(trx, { ...ctx, clock: { now: () => later } }, program.id);
}

async function loadDesk(trx: Tx, ctx: Ctx, sample: Sample, libraryId: number): Promise<void> {
  const { id: questionnaireId } = await copyInstrumentIn(trx, ctx, libraryId, 'ikm');
  const random = createRandom(`${SEED} meja`);
  for (const { label, daysAgo, answers, open } of sample.desk.rounds) {
    const place: PlacementInput = {
      questionnaireId,
      libraryId,
      service: sample.desk.service,
      role: 'survey',
      label,
      audience: 'anyone',
      privacy: 'anonymous',
      opensAt: new Date(ctx.clock.now().getTime() - daysAgo * DAY),
    };
    await answered(trx, ctx, sample, random, { place, people: Array.from({ length: answers }, () => null), close: !open });
  }
}

interface Asked {
  place: PlacementInput;
  /** Enrolments, or null for somebody whom nobody knows. */
  people: readonly (number | null)[];
  close: boolean;
  /** Of a test: the one after. */
  after?: boolean;
}
/** @returns the placement */
async function answered(trx: Tx, ctx: Ctx, sample: Sample, random: Random, { place, people, close, after }: Asked): Promise<number> {
  const id = await writePlacement(trx, ctx, place);
  const { content } = await getQuestionnaire(ctx, place.questionnaireId);
  const responses = people.map((enrolmentId) => ({ enrolmentId, answers: sheetOf(content.questions, sample, random, after ?? false) }));
  // figures of what is open are seen of the first answers, five and more of which are followed by others
  const first = Math.ceil(responses.length / 2);
  await saveResponses(trx, ctx, id, responses.slice(0, first));
  await refreshInterimIn(trx, ctx, id);
  await saveResponses(trx, ctx, id, responses.slice(first));
  await refreshInterimIn(trx, ctx, id);
  if (close) await closePlacementIn(trx, ctx, id);
  return id;
}

/** One person's answers; conditions decide along the way which questions they see. */
function sheetOf(questions: readonly Question[], sample: Sample, random: Random, after: boolean): Record<string, string | string[]> {
  const sheet: Record<string, string | string[]> = {};
  // some judge everything a step milder or stricter: items of one sheet hang together
  const mood = random.pick([-1, 0, 0, 0, 1]);
  for (const question of questions) {
    if (!askedQuestions(questions, sheet).some(({ id }) => id === question.id)) continue;
    const answer = answerOf(question, sample, random, { after, mood });
    if (answer !== null) sheet[question.id] = answer;
  }
  return sheet;
}

function answerOf(
  { id, kind, options, points, required }: Question,
  { usual, weights: named, right, texts }: Sample,
  random: Random,
  { after, mood }: { after: boolean; mood: number },
): string | string[] | null {
  if (kind === 'text') {
    const said = texts[id];
    return said && random.chance(0.5) ? random.pick(said) : null;
  }
  if (options.length === 0 || (!required && points === null && random.chance(0.15))) return null;
  if (points !== null) {
    const knows = random.chance((right[id]?.[after ? 1 : 0] ?? 5) / 10);
    return random.pick(options.filter(({ correct }) => correct === knows)).value;
  }
  const shares = named[id] ?? (kind === 'likert' ? usual : options.map(() => 1));
  const totals = shares.map((_, at) => shares.slice(0, at + 1).reduce((sum, share) => sum + share, 0));
  const drawn = random.weighted(totals) + (kind === 'likert' && random.chance(0.5) ? mood : 0);
  const chosen = options[Math.min(Math.max(drawn, 0), options.length - 1)];
  if (!chosen) return null;
  return kind === 'multiple' ? [chosen.value] : chosen.value;
}
