/** Two rounds of the satisfaction survey with what followed, one that is open, one that is planned, and values from before: `satisfaction.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { refreshInterimIn, saveResponses } from '../../src/modules/community/questionnaires/testing.ts';
import { ELEMENTS, FOLLOW_UP_STATES, SERVICES } from '../../src/modules/city/satisfaction/client.ts';
import {
  addFollowUpIn,
  closeRoundIn,
  enterEarlierIn,
  getRound,
  moveFollowUpIn,
  openRoundIn,
  planRoundIn,
  publishRoundIn,
  writeSuggestionsIn,
} from '../../src/modules/city/satisfaction/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, instantAt, type LocalDate } from '../../src/shared/dates.ts';
import { createRandom, type Random } from './random.ts';

const shares = z.record(z.string(), z.number());
const schema = z.object({
  note: z.string(),
  people: z.record(z.string(), shares),
  channels: z.object({ link: z.number(), kiosk: z.number(), paper: z.number() }),
  texts: z.array(z.string()),
  /** What the library made of them. */
  summary: z.array(z.string()),
  rounds: z.array(
    z.object({
      service: z.enum(SERVICES),
      library: z.string().nullable(),
      /** Days ago; less than nothing = to come. */
      from: z.int(),
      to: z.int(),
      population: z.int().nullable(),
      answers: z.record(z.string(), z.int()),
      end: z.enum(['planned', 'open', 'published']),
      invites: z.boolean(),
      means: z.record(z.string(), z.number()),
      plans: z.array(
        z.object({ element: z.enum(ELEMENTS), action: z.string(), owner: z.string(), due: z.int(), state: z.enum(FOLLOW_UP_STATES), said: z.string(), on: z.int().nullable() }),
      ),
    }),
  ),
  earlier: z.array(z.object({ daysAgo: z.int(), value: z.number(), respondents: z.int(), source: z.string() })),
});
type Sample = z.output<typeof schema>;
type SampleRound = Sample['rounds'][number];
const SEED = 'kepuasan';

/** @param about.libraryIdOf the id of a library by its code */
export async function loadSatisfaction(
  trx: Tx,
  base: Ctx,
  about: { today: LocalDate; zone: string; libraryIdOf: (code: string) => number },
): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('satisfaction.json', import.meta.url), 'utf8')));
  const { today, zone } = about;
  const random = createRandom(SEED);
  const at = (day: LocalDate): Ctx => ({ ...base, db: trx, clock: { now: () => instantAt(day, 600, zone) } });
  for (const { daysAgo, ...value } of sample.earlier) {
    const endsOn = addDays(today, -daysAgo);
    await enterEarlierIn(trx, at(today), { ...value, libraryId: null, service: 'all', label: nameOf(endsOn), endsOn, mode: 'exact' });
  }
  for (const round of sample.rounds) await loadRound(trx, at, { sample, round, random, ...about });
}

const nameOf = (day: LocalDate): string => `Semester ${Number(day.slice(5, 7)) <= 6 ? 'I' : 'II'} ${day.slice(0, 4)}`;

async function loadRound(
  trx: Tx,
  at: (day: LocalDate) => Ctx,
  { sample, round, random, today, libraryIdOf }: { sample: Sample; round: SampleRound; random: Random; today: LocalDate; libraryIdOf: (code: string) => number },
): Promise<void> {
  const { service, population, invites, end } = round;
  const [from, to] = [addDays(today, -round.from), addDays(today, -round.to)];
  const begin = at(from <= today ? from : today);
  const libraryId = round.library === null ? null : libraryIdOf(round.library);
  const id = await planRoundIn(trx, begin, { libraryId, service, name: nameOf(to), from, to, population, invites });
  if (end === 'planned') return;
  await openRoundIn(trx, begin, id);
  const { places } = await getRound(begin, id);
  for (const [code, count] of Object.entries(round.answers)) {
    const place = places.find((one) => one.libraryId === libraryIdOf(code));
    if (!place) throw new Error(`no place of ${code}`);
    const sheets = Array.from({ length: count }, () => sheetOf(sample, round.means, random));
    const first = Math.ceil(count / 2);
    await saveResponses(trx, begin, place.placementId, sheets.slice(0, first));
    await refreshInterimIn(trx, begin, place.placementId);
    await saveResponses(trx, begin, place.placementId, sheets.slice(first));
    await refreshInterimIn(trx, begin, place.placementId);
  }
  if (end === 'open') return;
  const after = at(to);
  await closeRoundIn(trx, after, id);
  await writeSuggestionsIn(trx, after, id, { version: 0, suggestions: sample.summary.join('\n') });
  await publishRoundIn(trx, after, id);
  for (const { element, action, owner, due, state, said, on } of round.plans) {
    const planId = await addFollowUpIn(trx, after, id, { element, action, owner, dueOn: addDays(today, -due) });
    if (state === 'planned') continue;
    const move = { version: 1, state, reason: state === 'stopped' ? said : '', realisation: state === 'done' ? said : '' };
    await moveFollowUpIn(trx, at(today), planId, { ...move, realisedOn: on === null ? null : addDays(today, -on) });
  }
}

/** One person's answers: so many twos that few are content with nothing, the rest threes and fours around the average. */
function sheetOf({ people, channels, texts }: Sample, means: Record<string, number>, random: Random) {
  const answers: Record<string, string> = {};
  for (const [element, mean] of Object.entries(means)) {
    const few = mean > 3.8 ? 0 : 0.06;
    answers[element] = random.chance(few) ? '2' : random.chance((mean - 3 + few) / (1 - few)) ? '4' : '3';
  }
  for (const [question, options] of Object.entries(people)) {
    if (random.chance(0.97)) answers[question] = drawn(options, random);
  }
  if (random.chance(0.25)) answers.saran = random.pick(texts);
  const way = drawn(channels, random);
  const channel = (['link', 'kiosk', 'paper'] as const).find((one) => one === way) ?? 'link';
  return { enrolmentId: null, answers, channel };
}

function drawn(options: Record<string, number>, random: Random): string {
  const names = Object.keys(options);
  const totals = names.map((_, nth) => names.slice(0, nth + 1).reduce((sum, name) => sum + (options[name] ?? 0), 0));
  return names[random.weighted(totals)] ?? names[0] ?? '';
}
