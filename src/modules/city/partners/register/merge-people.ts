import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { PartnerPerson } from '../client.ts';
import { lockPartner } from '../data/partners.queries.ts';
import { findPerson, lockPerson, selectPartnersOf, updatePerson } from '../data/people.queries.ts';
import { deletePerson, movePersonRows, selectLikely } from '../data/twins.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfPerson } from '../meetings/take-back.ts';
import { areTwins, strictReach, type Known } from '../rules/twins.ts';
import { peopleMerge, type PeopleMerge } from '../schema.ts';
import { getPerson } from './edit-people.ts';

const knownOf = ({ name, phone, email, roles }: PartnerPerson): Known => ({
  ...{ name, phone, email },
  partnerIds: roles.map(({ partnerId }) => partnerId),
});

/** Who may be the same as somebody: of the same name, and reached in the same way or of the same partner. Needs `partners.manage`. Throws `partners.person_not_found`. */
export async function listTwins(ctx: Ctx, id: number): Promise<PartnerPerson[]> {
  const person = await getPerson(ctx, id);
  const twins: PartnerPerson[] = [];
  for (const otherId of await selectLikely(ctx.db, person)) {
    const other = await findPerson(ctx.db, otherId);
    if (other && areTwins(knownOf(person), knownOf(other))) twins.push(other);
  }
  return twins;
}

/** Holds two people and all partners where they are or were somebody. Throws `partners.person_not_found`, `platform.version_conflict`. */
async function heldPair(trx: Tx, versions: ReadonlyMap<number, number>) {
  const ids = [...versions.keys()].toSorted((a, b) => a - b);
  const partnersOf = async (): Promise<number[]> => {
    const all: number[] = [];
    for (const id of ids) all.push(...(await selectPartnersOf(trx, id)));
    return [...new Set(all)].toSorted((a, b) => a - b);
  };
  const partners = await partnersOf();
  for (const id of partners) await lockPartner(trx, id);
  const held = new Map<number, NonNullable<Awaited<ReturnType<typeof lockPerson>>>>();
  for (const id of ids) {
    const person = await lockPerson(trx, id);
    if (!person || person.erasedAt !== null) throw partnerErrors.personNotFound();
    if (person.version !== versions.get(id)) throw platformErrors.versionConflict();
    held.set(id, person);
  }
  // a part in a partner that nobody holds came meanwhile: whoever asks looks again
  if ((await partnersOf()).some((id) => !partners.includes(id))) throw platformErrors.versionConflict();
  return held;
}

/**
 * Makes two people one who are the same: what the one that goes is and was, signs and sees to is of the one that stays, by whose word they are
 * reached ({@link strictReach}). It is not taken back. Needs `partners.manage`. Throws `partners.person_not_found`, `partners.same_twice`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function mergePeople(ctx: Ctx, input: PeopleMerge): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { keepId, dropId, keepVersion, dropVersion } = parseInput(peopleMerge, input);
  if (keepId === dropId) throw partnerErrors.sameTwice();
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPair(
      trx,
      new Map([
        [keepId, keepVersion],
        [dropId, dropVersion],
      ]),
    );
    const [keep, drop] = [held.get(keepId), held.get(dropId)];
    if (!keep || !drop) throw partnerErrors.personNotFound();
    // what waits to be told is told anew, to the one that is left
    for (const id of [keepId, dropId]) await takeBackOfPerson(trx, ctx, id);
    await movePersonRows(trx, dropId, keepId);
    await updatePerson(trx, keepId, strictReach(keep, drop));
    await deletePerson(trx, dropId);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_person.merged', entity: 'partner_person', entityId: keepId, libraryId: null },
      after: { from: dropId },
    });
  });
}
