/** Who helps in the sample city: `volunteers.json`. A month of shifts past and two weeks to come, one offer that waits, one minor with consent. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CHECK_KINDS, SKILLS } from '../../src/modules/city/volunteers/client.ts';
import { saveSample } from '../../src/modules/city/volunteers/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const schema = z.object({
  note: z.string(),
  volunteers: z.array(
    z.object({
      name: z.string(),
      contact: z.string(),
      /** In how many years before today they were born. */
      age: z.int(),
      skills: z.array(z.enum(SKILLS)),
      ownWords: z.string(),
      days: z.array(z.int()),
      answer: z.string().nullable(),
      offeredDaysAgo: z.int(),
      checks: z.array(z.enum(CHECK_KINDS)),
      guardian: z.object({ name: z.string(), relation: z.string() }).nullable(),
    }),
  ),
  tasks: z.array(
    z.object({
      title: z.string(),
      titleEn: z.string(),
      description: z.string(),
      descriptionEn: z.string(),
      skills: z.array(z.enum(SKILLS)),
      needs: z.array(z.enum(CHECK_KINDS)),
      withChildren: z.boolean(),
      /** The first shift, in days from today, and every how many days, how often. */
      first: z.int(),
      every: z.int(),
      times: z.int(),
      from: z.int(),
      to: z.int(),
      places: z.int(),
      people: z.array(z.int()),
    }),
  ),
});

/** After the libraries. */
export async function loadVolunteers(trx: Tx, ctx: Ctx, libraryId: number): Promise<void> {
  const { volunteers, tasks } = schema.parse(
    JSON.parse(readFileSync(new URL('volunteers.json', import.meta.url), 'utf8')),
  );
  const year = ctx.clock.now().getFullYear();
  await saveSample(trx, ctx, {
    libraryId,
    volunteers: volunteers.map(({ age, ...one }) => ({ ...one, birthYear: year - age })),
    tasks: tasks.map(({ first, every, times, from, to, places, people, ...task }) => ({
      task,
      shifts: Array.from({ length: times }, (_, n) => ({ day: first + n * every, from, to, places, people })),
    })),
  });
}
