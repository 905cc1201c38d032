import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { PartnerPerson } from '../client.ts';
import { lockPartner, selectWithMerged, type LockedPartner } from '../data/partners.queries.ts';
import { findPerson, lockPerson, selectPartnersOf, updatePerson } from '../data/people.queries.ts';
import { deletePerson, movePersonRows, selectLikely } from '../data/twins.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfPerson } from '../meetings/take-back.ts';
import { keysOf } from '../rules/keys.ts';
import { areTwins, strictReach, type Known, type Reach } from '../rules/twins.ts';
import { peopleMerge, type PeopleMerge } from '../schema.ts';
import { getPerson } from './edit-people.ts';
import { rewriteTexts } from './mask-texts.ts';

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

async function areOne(trx: Tx, oneId: number, otherId: number): Promise<boolean> {
  const [one, other] = [await findPerson(trx, oneId), await findPerson(trx, otherId)];
  return one !== undefined && other !== undefined && areTwins(knownOf(one), knownOf(other));
}

/** Holds two people and all partners where they are or were somebody, with what was merged into those. Throws `partners.person_not_found`, `platform.version_conflict`. */
async function heldPair(trx: Tx, versions: ReadonlyMap<number, number>) {
  const ids = [...versions.keys()].toSorted((a, b) => a - b);
  const partnersOf = async (): Promise<number[]> => {
    const all: number[] = [];
    for (const id of ids) all.push(...(await selectPartnersOf(trx, id)));
    return selectWithMerged(trx, all);
  };
  const partners = new Map<number, LockedPartner>();
  for (const id of await partnersOf()) {
    const partner = await lockPartner(trx, id);
    if (partner) partners.set(id, partner);
  }
  const held = new Map<number, NonNullable<Awaited<ReturnType<typeof lockPerson>>>>();
  for (const id of ids) {
    const person = await lockPerson(trx, id);
    if (!person || person.erasedAt !== null) throw partnerErrors.personNotFound();
    if (person.version !== versions.get(id)) throw platformErrors.versionConflict();
    held.set(id, person);
  }
  // a part in a partner that nobody holds came meanwhile: whoever asks looks again
  if ((await partnersOf()).some((id) => !partners.has(id))) throw platformErrors.versionConflict();
  return { held, partners: [...partners.values()] };
}

type Reached = Pick<Reach, 'phone' | 'email'>;

/** Who may be reached as one of two is, and is neither of them: colleagues share a telephone, and a house an address. */
async function othersLike(trx: Tx, pair: readonly (Reached & { id: number })[]): Promise<Reached[]> {
  const others = new Map<number, Reached>();
  for (const side of pair)
    for (const id of await selectLikely(trx, side)) {
      if (others.has(id) || pair.some((one) => one.id === id)) continue;
      const other = await findPerson(trx, id);
      if (other) others.set(id, other);
    }
  return [...others.values()];
}

/** By what somebody was reached by which nobody is from now on. @param all who are reached still: they, their partners, others */
function lostReach({ phone, email }: Reached, all: readonly Reached[]): Reached {
  const keysOfReach = (one: Reached) => keysOf({ name: '', phone: one.phone, email: one.email, site: '' });
  const [mine, known] = [keysOfReach({ phone, email }), all.map(keysOfReach)];
  return {
    phone: known.some(({ phoneKey }) => phoneKey === mine.phoneKey) ? '' : phone,
    email: known.some(({ emailKey }) => emailKey === mine.emailKey) ? '' : email,
  };
}

/**
 * Makes two people one who are the same: what the one that goes is and was, signs and sees to is of the one that stays, by whose word they are
 * reached ({@link strictReach}). How the other was reached goes from what was written, too, unless somebody else is reached so: nobody would know
 * whose it was when they are to be forgotten. It is not taken back. Needs `partners.manage`. Throws `partners.person_not_found`, `partners.same_twice`,
 * `platform.version_conflict`, `platform.invalid_input` (two who are no twins at `dropId`).
 */
export async function mergePeople(ctx: Ctx, input: PeopleMerge): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { keepId, dropId, keepVersion, dropVersion } = parseInput(peopleMerge, input);
  if (keepId === dropId) throw partnerErrors.sameTwice();
  await ctx.db.transaction().execute(async (trx) => {
    const { held, partners } = await heldPair(
      trx,
      new Map([
        [keepId, keepVersion],
        [dropId, dropVersion],
      ]),
    );
    const [keep, drop] = [held.get(keepId), held.get(dropId)];
    if (!keep || !drop) throw partnerErrors.personNotFound();
    if (!(await areOne(trx, keepId, dropId))) throw platformErrors.invalidInput({}, { dropId: 'unknown' });
    // what waits to be told is told anew, to the one that is left
    for (const id of [keepId, dropId]) await takeBackOfPerson(trx, ctx, id);
    const reach = strictReach(keep, drop);
    const ids = partners.map(({ id }) => id);
    const known = [reach, ...partners, ...(await othersLike(trx, [keep, drop]))];
    for (const side of [keep, drop]) {
      const lost = lostReach(side, known);
      // links that wait for an address that is lost are taken back with it
      if (lost.phone !== '' || lost.email !== '') await rewriteTexts(trx, ctx, ids, { name: '', ...lost });
    }
    await movePersonRows(trx, dropId, keepId);
    await updatePerson(trx, keepId, reach);
    await deletePerson(trx, dropId);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_person.merged', entity: 'partner_person', entityId: keepId, libraryId: null },
      after: { from: dropId },
    });
  });
}
