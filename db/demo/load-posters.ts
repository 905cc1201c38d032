/** Posters of the sample city: of its programmes, a collection, a course, and a notice on the tables; who opened their codes and came: `posters.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { countHeard, HEARD_FROM } from '../../src/modules/ground/heard-from/index.ts';
import { viewCollection } from '../../src/modules/city/collections/index.ts';
import { getPoster, suggestCollectionWords, suggestCourseWords, suggestWords, type PlaceInput } from '../../src/modules/city/posters/index.ts';
import {
  POSTER_CHANNELS, POSTER_FORMATS, POSTER_TEMPLATES, type PosterChannel } from '../../src/modules/city/posters/client.ts';
import { saveSample } from '../../src/modules/city/posters/testing.ts';
import { getProgram } from '../../src/modules/community/programs/index.ts';
import { saveCameBy } from '../../src/modules/community/programs/testing.ts';
import { openLink } from '../../src/modules/stock/links/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const look = {
  template: z.enum(POSTER_TEMPLATES),
  format: z.enum(POSTER_FORMATS),
  others: z.array(z.string()),
  channel: z.enum(POSTER_CHANNELS),
  /** Of each place, in order. */
  seen: z.array(z.object({ opened: z.int(), enrolled: z.int() })),
};
const DAYS_SEEN = 28;
const DAY = 86_400_000;
const answers = z.partialRecord(z.enum(HEARD_FROM), z.int());
const words = { over: z.string(), title: z.string(), when: z.string(), first: z.string(), call: z.string() };
const schema = z.object({
  note: z.string(),
  programs: z.array(
    z.object({
      program: z.string(),
      ...look,
      campaign: z.string(),
      words: z.object(words).partial(),
      libraries: z.array(z.string()),
    }),
  ),
  collections: z.array(
    z.object({
      collection: z.string(),
      library: z.string(),
      ...look,
      campaign: z.string(),
      words: z.object(words).partial(),
      libraries: z.array(z.string()),
    }),
  ),
  courses: z.array(
    z.object({
      course: z.string(),
      library: z.string(),
      ...look,
      campaign: z.string(),
      words: z.object(words).partial(),
      libraries: z.array(z.string()),
    }),
  ),
  notice: z.object({ library: z.string(), address: z.string(), ...look, words: z.object(words) }),
  heard: z.object({ library: z.string(), months: z.int(), registration: answers, enrolment: answers }),
});

/** After the programmes and the courses. @param about.courses by the names of their files */
export async function loadPosters(
  trx: Tx,
  ctx: Ctx,
  { libraryIdOf, courses }: { libraryIdOf: (code: string) => number; courses: ReadonlyMap<string, number> },
): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('posters.json', import.meta.url), 'utf8')));
  const here = { ...ctx, db: trx };
  for (const { program: slug, words: said, libraries, others, channel, seen, ...poster } of sample.programs) {
    const { id: programId } = await getProgram(here, slug);
    const { program, words: suggested } = await suggestWords(here, programId);
    const id = await saveSample(trx, ctx, program.library.id, {
      ...poster,
      subject: { kind: 'program', programId },
      words: { ...suggested, ...said },
      places: placesOf({ libraries, others, channel }, libraryIdOf),
    });
    await lookedAt(trx, here, { id, programId }, seen);
  }
  for (const { collection: slug, library, words: said, libraries, others, channel, seen, ...poster } of sample.collections) {
    const { id: collectionId } = await viewCollection(here, slug);
    const { words: suggested } = await suggestCollectionWords(here, collectionId);
    const id = await saveSample(trx, ctx, libraryIdOf(library), {
      ...poster,
      subject: { kind: 'collection', collectionId },
      words: { ...suggested, ...said },
      places: placesOf({ libraries, others, channel }, libraryIdOf),
    });
    await lookedAt(trx, here, { id, programId: null }, seen);
  }
  for (const { course: name, library, words: said, libraries, others, channel, seen, ...poster } of sample.courses) {
    const courseId = courses.get(name) ?? 0;
    const { words: suggested } = await suggestCourseWords(here, courseId);
    const id = await saveSample(trx, ctx, libraryIdOf(library), {
      ...poster,
      subject: { kind: 'course', courseId },
      words: { ...suggested, ...said },
      places: placesOf({ libraries, others, channel }, libraryIdOf),
    });
    await lookedAt(trx, here, { id, programId: null }, seen);
  }
  const { library, address, others, channel, seen, ...notice } = sample.notice;
  const id = await saveSample(trx, ctx, libraryIdOf(library), {
    ...notice,
    subject: { kind: 'notice', address },
    places: placesOf({ libraries: [], others, channel }, libraryIdOf),
  });
  await lookedAt(trx, here, { id, programId: null }, seen);
  await heardOf(trx, ctx, { ...sample.heard, libraryId: libraryIdOf(sample.heard.library) });
}

/** Libraries and other places where a poster hangs. */
function placesOf(
  { libraries, others, channel }: { libraries: string[]; others: string[]; channel: PosterChannel },
  libraryIdOf: (code: string) => number,
): PlaceInput[] {
  return [
    ...libraries.map((code) => ({ libraryId: libraryIdOf(code), channel })),
    ...others.map((name) => ({ name, channel })),
  ];
}

/** People open the codes of a poster, more of them in the first days, and some enrol. */
async function lookedAt(
  trx: Tx,
  ctx: Ctx,
  { id, programId }: { id: number; programId: number | null },
  seen: readonly { opened: number; enrolled: number }[],
): Promise<void> {
  const { places } = await getPoster(ctx, id);
  const now = ctx.clock.now().getTime();
  for (const [nth, { code }] of places.entries()) {
    for (let opening = 0; opening < (seen[nth]?.opened ?? 0); opening += 1) {
      const daysAgo = DAYS_SEEN - Math.floor(((opening * 7) % 29) ** 2 / DAYS_SEEN);
      await openLink({ db: trx, clock: { now: () => new Date(now - daysAgo * DAY) } }, code, true);
    }
  }
  if (programId === null) return;
  const links = places.map(({ code }, nth) => ({ code, people: seen[nth]?.enrolled ?? 0 }));
  await saveCameBy(trx, programId, links);
}

/** From where people know, so many in each of the last months. */
async function heardOf(
  trx: Tx,
  ctx: Ctx,
  heard: z.output<typeof schema>['heard'] & { libraryId: number },
): Promise<void> {
  const { libraryId, months } = heard;
  for (let ago = 1; ago <= months; ago += 1) {
    const clock = { now: () => new Date(ctx.clock.now().getTime() - ago * 30 * DAY) };
    for (const moment of ['registration', 'enrolment'] as const) {
      for (const answer of HEARD_FROM) {
        const people = heard[moment][answer] ?? 0;
        for (let nth = 0; nth < people; nth += 1) await countHeard(trx, { clock }, { libraryId, moment, answer });
      }
    }
  }
}
