import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { newLearnerKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { ToldPin } from '../client.ts';
import { updateClass } from '../data/classes.queries.ts';
import { insertPupils, selectPictures } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldClass, taughtClass } from '../held-class.ts';
import { freePictures, NAME_LENGTH, namesIn, PICTURES } from '../rules/roster.ts';
import { rosterInput, type RosterInput } from '../schema.ts';
import { newPin } from './new-pin.ts';

/** Names of a roster. Throws `platform.invalid_input` where there are none, or one is too long. */
function readNames(input: RosterInput): string[] {
  const names = namesIn(parseInput(rosterInput, input).names);
  if (names.length === 0) throw platformErrors.invalidInput({}, { names: 'required' });
  if (names.some((name) => name.length > NAME_LENGTH)) throw platformErrors.invalidInput({}, { names: 'too_long' });
  return names;
}

/**
 * Takes the names of a roster into a class: each gets a picture that nobody else of it has, and a PIN, told this once. All of them or none. For
 * its teachers. Throws `classes.not_found`, `not_yours`, `ended`, `full`, `platform.invalid_input`.
 */
export async function addPupils(ctx: Ctx, id: number, input: RosterInput): Promise<ToldPin[]> {
  await taughtClass(ctx, id);
  const names = readNames(input);
  const tooMany = classErrors.full({ most: PICTURES });
  if (names.length > PICTURES) throw tooMany;
  // before the class is held: each takes its time
  const secrets = await Promise.all(names.map(async (name) => ({ name, ...(await newPin()) })));
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    const free = freePictures(await selectPictures(trx, id), randomInt);
    const placed = secrets.flatMap((one, at) => {
      const picture = free[at];
      return picture === undefined ? [] : [{ ...one, picture }];
    });
    if (placed.length < secrets.length) throw tooMany;
    const rows = await insertPupils(
      trx,
      placed.map(({ name, picture, pinHash }) => ({
        ...{ name, picture, pinHash },
        classId: id,
        learnerKey: newLearnerKey(),
      })),
    );
    await updateClass(trx, id, {});
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.pupils_added', ...classEntity(held) },
      after: { pupils: rows.length },
    });
    const ids = new Map(rows.map((row) => [row.picture, row.id]));
    return placed.map(({ name, picture, pin }) => ({ id: ids.get(picture) ?? 0, ...{ name, picture, pin } }));
  });
}
