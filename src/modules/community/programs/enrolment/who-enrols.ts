import { findMemberByNumber, guards, blockHolds, isExpired, type LoanMember } from '#modules/people/members';
import { can, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { localDate } from '#shared/dates';
import type { Program } from '../client.ts';
import { programErrors } from '../errors.ts';
import type { EnrolmentValues } from '../schema.ts';

/** What is said of who comes. */
type WhoValues = Pick<
  EnrolmentValues,
  'memberNumber' | 'name' | 'contact' | 'libraryId' | 'forChild' | 'guardianName' | 'guardianConsent'
> &
  Partial<Pick<EnrolmentValues, 'childNumber'>>;

/** For whom a seat is wanted, as it is written down. */
export interface Participant {
  memberId: number | null;
  placedByMemberId: number | null;
  name: string;
  contact: string;
  libraryId: number | null;
  guardianName: string;
  guardianConsentAt: Date | null;
  language: 'id' | 'en';
}

/** May this actor act for a programme's participants: as its manager, or who takes attendance? */
export const isStaffOf = (ctx: Pick<Ctx, 'actor'>, { library }: Pick<Program, 'library'>): boolean =>
  can(ctx.actor, 'programs.manage', library.id) || can(ctx.actor, 'programs.attendance', library.id);

/**
 * Who comes: a member by their session or, given by staff, by their number; a child by its card or by name; or a guest by name. A child
 * without a card has a guardian who consents, whichever way it is written down. Refuses
 * `programs.unknown_member`, `member_blocked`, `not_own_child`, `platform.forbidden`, `platform.invalid_input`.
 */
export async function whoEnrols(
  trx: Tx,
  ctx: Ctx,
  { program, wanted }: { program: Program; wanted: WhoValues },
): Promise<Participant> {
  const { actor } = ctx;
  if (actor.kind === 'member') {
    if (wanted.memberNumber !== undefined && wanted.memberNumber !== actor.number) {
      throw platformErrors.forbidden({ permission: 'programs.manage' });
    }
    return wanted.forChild ? childByName(ctx, actor, wanted) : ofMember(trx, ctx, { program, wanted, actor });
  }
  if (wanted.memberNumber !== undefined && wanted.memberNumber !== '') {
    if (!isStaffOf(ctx, program)) throw platformErrors.forbidden({ permission: 'programs.manage' });
    const member = await usable(trx, ctx, wanted.memberNumber, program);
    const permission = can(actor, 'programs.manage', program.library.id) ? 'programs.manage' : 'programs.attendance';
    if (!serves(actor, permission, member.homeLibraryId)) throw unknown();
    return written(ctx, { memberId: member.id, libraryId: wanted.libraryId ?? member.homeLibraryId });
  }
  return guest(ctx, wanted, { program, byStaff: isStaffOf(ctx, program) });
}

/** In a programme for children every guest is one, by whomever they are written down; for teenagers, whoever enrols themselves. */
const isMinor = ({ audience }: Program, byStaff: boolean): boolean =>
  audience === 'children' || (audience === 'teens' && !byStaff);

const unknown = () => programErrors.unknownMember({}, { memberNumber: 'unknown' });

async function usable(trx: Tx, ctx: Ctx, number: string, program: Program): Promise<LoanMember> {
  const member = await findMemberByNumber(trx, number);
  if (!member) throw unknown();
  const today = localDate(ctx.clock.now(), program.library.timeZone);
  const barred = member.blocks.some((block) => block.kind === 'manual' && blockHolds(block, today));
  // who is late with books may come all the same
  if (member.status !== 'active' || barred || isExpired(member.expiresOn, today)) throw programErrors.memberBlocked();
  return member;
}

async function ofMember(
  trx: Tx,
  ctx: Ctx,
  about: { program: Program; wanted: WhoValues; actor: { id: number; number: string } },
): Promise<Participant> {
  const { program, wanted, actor } = about;
  const { childNumber } = wanted;
  const member = await usable(
    trx,
    ctx,
    childNumber === undefined || childNumber === '' ? actor.number : childNumber,
    program,
  );
  const isChild = member.id !== actor.id;
  if (isChild && !(await guards(trx, { guardianId: actor.id, childId: member.id }, ctx.clock.now(), true)))
    throw programErrors.notOwnChild();
  return written(ctx, {
    memberId: member.id,
    placedByMemberId: isChild ? actor.id : null,
    libraryId: wanted.libraryId ?? member.homeLibraryId,
  });
}

function childByName(ctx: Ctx, actor: { id: number; name: string }, wanted: WhoValues): Participant {
  refuseMissing({
    name: wanted.name === '' ? 'required' : null,
    guardianConsent: wanted.guardianConsent ? null : 'required',
  });
  const { name, libraryId } = wanted;
  return written(ctx, {
    placedByMemberId: actor.id,
    name,
    libraryId,
    guardianName: actor.name,
    guardianConsentAt: ctx.clock.now(),
  });
}

function guest(ctx: Ctx, wanted: WhoValues, { program, byStaff }: { program: Program; byStaff: boolean }): Participant {
  const { name, contact, libraryId, guardianName, guardianConsent } = wanted;
  const forChild = wanted.forChild || isMinor(program, byStaff);
  refuseMissing({
    name: name === '' ? 'required' : null,
    // without it a guest could not be told anything; at the desk somebody stands there
    contact: contact === '' && !byStaff ? 'required' : null,
    guardianName: forChild && guardianName === '' ? 'required' : null,
    guardianConsent: forChild && !guardianConsent ? 'required' : null,
  });
  const guardian = forChild ? { guardianName, guardianConsentAt: ctx.clock.now() } : {};
  return written(ctx, { name, contact, libraryId, ...guardian });
}

const written = (ctx: Ctx, known: Partial<Participant>): Participant => ({
  memberId: null,
  placedByMemberId: null,
  name: '',
  contact: '',
  libraryId: null,
  guardianName: '',
  guardianConsentAt: null,
  language: ctx.locale,
  ...known,
});

function refuseMissing(checks: Record<string, string | null>): void {
  const wrong = Object.entries(checks).filter((entry): entry is [string, string] => entry[1] !== null);
  if (wrong.length > 0) throw platformErrors.invalidInput({}, Object.fromEntries(wrong));
}
