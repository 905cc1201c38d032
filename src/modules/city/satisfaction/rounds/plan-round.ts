import { recordAudit } from '#modules/ground/audit';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { addDays, instantAt } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import { COUNTED_SERVICES, type Service } from '../client.ts';
import { deleteRound, findRound, insertRound, lockRound, updateRound } from '../data/rounds.queries.ts';
import { countUsers } from '../data/users.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { periodBefore } from '../rules/rounds.ts';
import { stateName } from '../service-words.ts';
import { population as populationInput, roundInput, type RoundInput } from '../schema.ts';

/**
 * How many people used a service in the period before one, of the same length; null where it is not counted, where readers or participants
 * of it are forgotten already, and where they were so few that the number is not told. The caller answers for who may know.
 */
async function usersBefore(
  ctx: Pick<Ctx, 'clock'> & { db: Db | Tx },
  { libraryId, service, from, to }: { libraryId: number | null; service: Service; from: string; to: string },
): Promise<number | null> {
  const counted = COUNTED_SERVICES.find((one) => one === service);
  if (counted === undefined) return null;
  const zone = libraryId === null ? await networkZone(ctx.db) : (await getLibrary({ db: ctx.db }, libraryId)).timeZone;
  const before = periodBefore({ from, to });
  const users = await countUsers(ctx.db, counted, {
    libraryIds: libraryId === null ? null : [libraryId],
    since: instantAt(before.from, 0, zone),
    before: instantAt(addDays(before.to, 1), 0, zone),
    ...before,
  });
  return users === null || users < LEAST.people ? null : users;
}

/**
 * Plans a round of the satisfaction survey; nothing is asked until it is opened. With `count` the users of the period before are its
 * population. Needs `questionnaires.manage` at the library, for all libraries in the whole network. Throws `satisfaction.not_counted`,
 * `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function planRound(ctx: Ctx, input: RoundInput): Promise<number> {
  const round = parseInput(roundInput, input);
  authorize(ctx, 'questionnaires.manage', round.libraryId);
  return ctx.db.transaction().execute(async (trx) => planRoundIn(trx, ctx, round));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function planRoundIn(trx: Tx, ctx: Ctx, input: RoundInput): Promise<number> {
  const { libraryId, service, name, from, to, population, count, invites } = parseInput(roundInput, input);
  if (libraryId !== null) await getLibrary({ db: trx }, libraryId);
  const users = count ? await usersBefore({ db: trx, clock: ctx.clock }, { libraryId, service, from, to }) : null;
  if (count && users === null) throw satisfactionErrors.notCounted({}, { count: 'satisfaction_not_counted' });
  const id = await insertRound(trx, {
    ...{ libraryId, service, name, invites, startsOn: from, endsOn: to },
    population: count ? users : population,
    populationSource: count ? 'counted' : 'entered',
    createdBy: actorName(ctx.actor),
    createdAt: ctx.clock.now(),
  });
  await recordAudit(trx, ctx, {
    action: 'satisfaction_round.planned',
    entity: 'satisfaction_round',
    entityId: id,
    libraryId,
    after: { service, name, from, to, population: count ? users : population, invites },
  });
  return id;
}

/**
 * Says how many people use the service, which is often known only later; null = it is not known. Needs `questionnaires.manage` there. Throws
 * `satisfaction.round_not_found`, `satisfaction.state_forbids` (what is published stays), `platform.invalid_input`.
 */
export async function setRoundPopulation(ctx: Ctx, id: number, population: number | null): Promise<void> {
  const value = parseInput(populationInput, population);
  await managedRound(ctx, id);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockRound(trx, id);
    if (!held) throw satisfactionErrors.roundNotFound();
    if (held.state === 'published') throw satisfactionErrors.stateForbids({ state: stateName(held.state, ctx.locale) });
    await updateRound(trx, id, { population: value, populationSource: 'entered' });
    await recordAudit(trx, ctx, {
      action: 'satisfaction_round.population_set',
      entity: 'satisfaction_round',
      entityId: id,
      libraryId: held.library?.id ?? null,
      before: { population: held.population },
      after: { population: value },
    });
  });
}

/**
 * Drops a round that was never opened. Needs `questionnaires.manage` there. Throws `satisfaction.round_not_found`,
 * `satisfaction.state_forbids`.
 */
export async function dropRound(ctx: Ctx, id: number): Promise<void> {
  await managedRound(ctx, id);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockRound(trx, id);
    if (!held) throw satisfactionErrors.roundNotFound();
    if (held.state !== 'planned') throw satisfactionErrors.stateForbids({ state: stateName(held.state, ctx.locale) });
    await deleteRound(trx, id);
    await recordAudit(trx, ctx, {
      action: 'satisfaction_round.dropped',
      entity: 'satisfaction_round',
      entityId: id,
      libraryId: held.library?.id ?? null,
      before: { name: held.name },
    });
  });
}

/** Refuses whoever does not manage the round. Throws `satisfaction.round_not_found`. */
export async function managedRound(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const round = await findRound(ctx.db, id);
  if (!round) throw satisfactionErrors.roundNotFound();
  authorize(ctx, 'questionnaires.manage', round.library?.id ?? null);
}
