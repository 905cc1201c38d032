import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate, type LocalDate } from '#shared/dates';
import {
  findPerson,
  findRole,
  insertPerson,
  insertRole,
  lockPerson,
  lockRole,
  selectPartnersOf,
  updatePerson,
  updateRole,
} from '../data/people.queries.ts';
import { lockPartner } from '../data/partners.queries.ts';
import type { PartnerPerson } from '../client.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfPerson } from '../meetings/take-back.ts';
import { takeBackLinksTo } from '../pages/take-back-links.ts';
import { personInput, roleEnd, roleInput, type PersonInput, type RoleInput } from '../schema.ts';
import { livingPartner } from './living-partner.ts';

const ABOUT = { entity: 'partner' } as const;

/**
 * Notes somebody of a partner, with what they are there. Needs `partners.manage`. Throws `partners.not_found`, `partners.merged`,
 * `platform.invalid_input`. @returns the id of the person
 */
export async function addPerson(
  ctx: Ctx,
  partnerId: number,
  { role, fromOn, untilOn, ...input }: PersonInput & RoleInput,
): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const person = parseInput(personInput, input);
  const was = parseInput(roleInput, { role, fromOn, untilOn });
  return ctx.db
    .transaction()
    .execute(async (trx) => savePerson(trx, ctx, await livingPartner(trx, partnerId), person, was));
}

/** Writes somebody of a partner whom the caller holds, with its trace. @returns the id of the person */
export async function savePerson(
  trx: Tx,
  ctx: Ctx,
  partner: { id: number; libraryId: number },
  person: z.output<typeof personInput>,
  role: z.output<typeof roleInput>,
): Promise<number> {
  const id = await insertPerson(trx, { ...person, createdAt: ctx.clock.now() });
  await insertRole(trx, { ...role, partnerId: partner.id, personId: id });
  // who it is stands in the register, from which it can go; the trace says what was done
  await recordAudit(trx, ctx, {
    ...{ action: 'partner.person_added', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
    after: { role: role.role },
  });
  return id;
}

/** Holds a person who is not forgotten. Throws `partners.person_not_found`. */
async function heldPerson(trx: Tx, id: number) {
  const held = await lockPerson(trx, id);
  if (!held || held.erasedAt !== null) throw partnerErrors.personNotFound();
  return held;
}

/** One of them, with all that they are and were. Needs `partners.manage`. Throws `partners.person_not_found`. */
export async function getPerson(ctx: Ctx, id: number): Promise<PartnerPerson> {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findPerson(ctx.db, id);
  if (!found || found.erased) throw partnerErrors.personNotFound();
  return found;
}

/** Changes how somebody is called and reached. Needs `partners.manage`. Throws `partners.person_not_found`, `platform.version_conflict`, `platform.invalid_input`. */
export async function changePerson(
  ctx: Ctx,
  id: number,
  { version, ...input }: PersonInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const person = parseInput(personInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    // the partners first, as whoever sends a link does: one that goes out in this moment is taken back, too
    const partners = (await selectPartnersOf(trx, id)).toSorted((a, b) => a - b);
    for (const one of partners) await lockPartner(trx, one);
    const held = await heldPerson(trx, id);
    if (held.version !== version) throw platformErrors.versionConflict();
    // a part in a partner that nobody holds came meanwhile: whoever asks looks again
    if ((await selectPartnersOf(trx, id)).some((one) => !partners.includes(one)))
      throw platformErrors.versionConflict();
    await updatePerson(trx, id, person);
    // what is still to be told is told at the new address, or not at all
    await takeBackOfPerson(trx, ctx, id);
    if (person.email !== held.email) await takeBackLinksTo(trx, ctx, partners, held.email);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_person.changed', entity: 'partner_person', entityId: id, libraryId: null },
      after: { reached: person.phone !== '' || person.email !== '', consentOn: person.consentOn },
    });
  });
}

/** Says what somebody is from now on, at this partner or another one. Needs `partners.manage`. Throws `partners.person_not_found`, `partners.not_found`, `partners.merged`, `platform.invalid_input`. */
export async function addRole(
  ctx: Ctx,
  personId: number,
  { partnerId, ...input }: RoleInput & { partnerId: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const role = parseInput(roleInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await livingPartner(trx, partnerId);
    await heldPerson(trx, personId);
    await insertRole(trx, { ...role, partnerId, personId });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.role_added', ...ABOUT, entityId: partnerId, libraryId },
      after: { role: role.role, fromOn: role.fromOn },
    });
  });
}

/**
 * Says until when somebody was that: they leave, the organisation stays. null = they are it still, after all. Needs `partners.manage`.
 * Throws `partners.role_not_found`, `platform.invalid_input`.
 */
export async function endRole(ctx: Ctx, id: number, untilOn: LocalDate | null): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const until = parseInput(roleEnd, { untilOn }).untilOn;
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  await ctx.db.transaction().execute(async (trx) => {
    const seen = await findRole(trx, id);
    if (!seen) throw partnerErrors.roleNotFound();
    // the partner first, as whoever merges does
    const { libraryId } = await livingPartner(trx, seen.partnerId);
    const held = await lockRole(trx, id);
    if (!held) throw partnerErrors.roleNotFound();
    if (until !== null && held.fromOn !== null && until < held.fromOn)
      throw platformErrors.invalidInput({}, { untilOn: 'before_start' });
    await updateRole(trx, id, { untilOn: until });
    await takeBackOfPerson(trx, ctx, held.personId);
    const person = await findPerson(trx, held.personId);
    // to whoever leaves today or left, no way into the partner's page is sent
    const isThere = person?.roles.some(
      (one) => one.partnerId === held.partnerId && (one.untilOn === null || one.untilOn > today),
    );
    if (person && !isThere) await takeBackLinksTo(trx, ctx, [held.partnerId], person.email);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.role_ended', ...ABOUT, entityId: held.partnerId, libraryId },
      before: { role: held.role, untilOn: held.untilOn },
      after: { untilOn: until },
    });
  });
}
