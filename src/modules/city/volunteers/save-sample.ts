import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { addDays, HOME_ZONE, instantAt, localDate } from '#shared/dates';
import { insertPlace, setHours } from './data/places.queries.ts';
import { insertShift } from './data/shifts.queries.ts';
import { insertTask } from './data/tasks.queries.ts';
import { insertCheck, insertVolunteer } from './data/volunteers.queries.ts';
import { newTicket } from './people/ticket.ts';
import { ANSWER_DAYS, type CheckKind, type Skill } from './rules/terms.ts';
import { taskInput, type TaskInput } from './schema.ts';

/** Somebody of a sample. */
interface SampleVolunteer {
  name: string;
  contact: string;
  birthYear: number;
  skills: Skill[];
  ownWords: string;
  days: number[];
  /** null: it waits for an answer. */
  answer: string | null;
  offeredDaysAgo: number;
  checks: CheckKind[];
  guardian: { name: string; relation: string } | null;
}

/** When something of a sample is done: days from today, minutes of the day, and who comes by their place in the list. */
interface SampleShift {
  day: number;
  from: number;
  to: number;
  places: number;
  people: number[];
}

const DAY = 86_400_000;

/** Writes volunteers, a task and its shifts as they were noted, for samples: who came in the past stayed to the end. @returns in their order */
export async function saveSample(
  trx: Tx,
  ctx: Ctx,
  sample: {
    libraryId: number;
    volunteers: readonly SampleVolunteer[];
    tasks: readonly { task: TaskInput; shifts: readonly SampleShift[] }[];
  },
): Promise<{ volunteerIds: number[]; shiftIds: number[][] }> {
  const now = ctx.clock.now();
  const today = localDate(now, HOME_ZONE);
  const { libraryId } = sample;
  const by = actorName(ctx.actor);
  const ids: number[] = [];
  for (const { answer, offeredDaysAgo, checks, guardian, ...offer } of sample.volunteers) {
    const offeredAt = new Date(now.getTime() - offeredDaysAgo * DAY);
    const offeredOn = addDays(today, -offeredDaysAgo);
    const id = await insertVolunteer(trx, {
      ...{ ...offer, libraryId, language: 'id', ticket: newTicket(), conductAt: offeredAt, offeredAt },
      ...{ state: answer === null ? 'offered' : 'active', answerBy: addDays(offeredOn, ANSWER_DAYS) },
      ...(answer !== null && { answer, answeredAt: new Date(offeredAt.getTime() + 2 * DAY), answeredBy: by }),
      ...(guardian && {
        ...{ guardianName: guardian.name, guardianRelation: guardian.relation },
        ...{ guardianConsentOn: offeredOn, guardianNotedBy: by },
      }),
    });
    for (const kind of checks) {
      await insertCheck(trx, { volunteerId: id, kind, notedOn: offeredOn, notedBy: by, untilOn: addDays(today, 365) });
    }
    ids.push(id);
  }
  const shiftIds: number[][] = [];
  for (const { task, shifts } of sample.tasks) {
    const ofTask: number[] = [];
    shiftIds.push(ofTask);
    const taskId = await insertTask(trx, {
      ...parseInput(taskInput, task),
      libraryId,
      state: 'open',
      createdAt: now,
      createdBy: by,
    });
    for (const { day, from, to, places, people } of shifts) {
      const date = addDays(today, day);
      const startsAt = instantAt(date, from, HOME_ZONE);
      const endsAt = instantAt(date, to, HOME_ZONE);
      const shiftId = await insertShift(trx, { taskId, startsAt, endsAt, places, state: 'planned' });
      ofTask.push(shiftId);
      for (const [at, person] of people.entries()) {
        const volunteerId = ids[person];
        if (volunteerId === undefined) continue;
        const status = at < places ? 'confirmed' : 'waiting';
        const id = await insertPlace(trx, { shiftId, volunteerId, status, placedAt: now });
        if (endsAt < now && status === 'confirmed')
          await setHours(trx, id, { cameAt: startsAt, leftAt: endsAt, correctedBy: '' });
      }
    }
  }
  return { volunteerIds: ids, shiftIds };
}
