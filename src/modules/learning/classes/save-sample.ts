import { hashSecret } from '#modules/ground/identity';
import { closeLearnersOf, holdLearnerOfKey, newLearnerKey } from '#modules/learning/courses';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertClass, insertTeacher, updateClass } from './data/classes.queries.ts';
import { insertPupils } from './data/pupils.queries.ts';

/** A class of the past or of today. */
export interface SampleClass {
  libraryId: number;
  courseId: number;
  name: string;
  schoolYear: string;
  code: string;
  /** `YYYY-MM-DD` */
  startsOn: string;
  endedAt: Date | null;
  teacherId: number;
  /** The same for all of them. */
  pin: string;
  pupils: readonly string[];
  at: Date;
}

/** Writes a class whose pupils all have a parent's consent and have begun: for samples. @returns their keys, in the order of their names */
export async function saveSampleClass(trx: Tx, ctx: Ctx, sample: SampleClass): Promise<string[]> {
  const { libraryId, courseId, name, schoolYear, code, startsOn, endedAt, at } = sample;
  const by = actorName(ctx.actor);
  const row = { libraryId, courseId, name, schoolYear, code, startsOn, createdAt: at, activeSince: at, createdBy: by };
  const id = await insertClass(trx, { ...row, state: 'active' });
  if (id === undefined) throw new Error(`there is a class ${code} already`);
  await insertTeacher(trx, id, sample.teacherId);
  const pinHash = await hashSecret(sample.pin);
  const keys = sample.pupils.map(newLearnerKey);
  await insertPupils(
    trx,
    sample.pupils.map((pupil, i) => ({
      ...{ classId: id, name: pupil, picture: i + 1, pinHash, learnerKey: keys[i] ?? '' },
      ...{ consentAt: at, consentBy: by },
    })),
  );
  for (const key of keys) await holdLearnerOfKey(trx, { courseId, groupId: id, key, at });
  if (endedAt !== null) {
    await updateClass(trx, id, { state: 'ended', endedAt });
    await closeLearnersOf(trx, id, endedAt);
  }
  return keys;
}
