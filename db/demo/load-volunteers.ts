/**
 * Who helps in the sample city: `volunteers.json`. A month of shifts past and two weeks to come, one offer that waits, one minor with consent,
 * certificates of hours, what was noted in confidence, and whom staff asked to help.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CHECK_KINDS, INCIDENT_KINDS, SKILLS } from '../../src/modules/city/volunteers/client.ts';
import { saveSample, saveSampleMore } from '../../src/modules/city/volunteers/testing.ts';
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
  /** People by their place in the list. */
  partners: z.array(z.object({ person: z.int(), partner: z.string() })),
  certificates: z.array(z.object({ person: z.int(), fromDaysAgo: z.int(), untilDaysAgo: z.int() })),
  wishes: z.array(z.object({ person: z.int(), fromDaysAgo: z.int(), untilDaysAgo: z.int() })),
  incidents: z.array(
    z.object({
      person: z.int(),
      kind: z.enum(INCIDENT_KINDS),
      daysAgo: z.int(),
      text: z.string(),
      outcome: z.string().nullable(),
    }),
  ),
  /** To a shift by the places of task and shift in their lists. */
  invitations: z.array(
    z.object({ person: z.int(), task: z.int(), shift: z.int(), state: z.enum(['open', 'declined']) }),
  ),
});

/** After the libraries and partners. */
export async function loadVolunteers(trx: Tx, ctx: Ctx, libraryId: number): Promise<void> {
  const { volunteers, tasks, ...more } = schema.parse(
    JSON.parse(readFileSync(new URL('volunteers.json', import.meta.url), 'utf8')),
  );
  const year = ctx.clock.now().getFullYear();
  const { volunteerIds, shiftIds } = await saveSample(trx, ctx, {
    libraryId,
    volunteers: volunteers.map(({ age, ...one }) => ({ ...one, birthYear: year - age })),
    tasks: tasks.map(({ first, every, times, from, to, places, people, ...task }) => ({
      task,
      shifts: Array.from({ length: times }, (_, n) => ({ day: first + n * every, from, to, places, people })),
    })),
  });
  const idOf = (person: number): number => {
    const id = volunteerIds[person];
    if (id === undefined) throw new Error(`there is no volunteer ${person} in volunteers.json`);
    return id;
  };
  const partners = new Map((await trx.selectFrom('partner').select(['id', 'name']).execute()).map((one) => [one.name, one.id]));
  await saveSampleMore(trx, ctx, {
    partners: more.partners.flatMap(({ person, partner }) => {
      const partnerId = partners.get(partner);
      return partnerId === undefined ? [] : [{ volunteerId: idOf(person), partnerId }];
    }),
    certificates: more.certificates.map(({ person, ...days }) => ({ volunteerId: idOf(person), ...days })),
    wishes: more.wishes.map(({ person, ...days }) => ({ volunteerId: idOf(person), ...days })),
    incidents: more.incidents.map(({ person, ...words }) => ({ volunteerId: idOf(person), ...words })),
    invitations: more.invitations.flatMap(({ person, task, shift, state }) => {
      const shiftId = shiftIds[task]?.[shift];
      return shiftId === undefined ? [] : [{ volunteerId: idOf(person), shiftId, state }];
    }),
  });
}
