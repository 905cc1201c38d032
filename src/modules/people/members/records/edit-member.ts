import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import type { Member } from '../client.ts';
import { writeConsent } from '../consents/record-consent.ts';
import { categoryOfInput, libraryOfInput, refuseDuplicate } from './create-member.ts';
import { findCategory } from '../data/categories.queries.ts';
import { replaceContacts } from '../data/contact-persons.queries.ts';
import { findMemberById, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import { deleteSignInLinks } from '../data/sign-in-links.queries.ts';
import { memberErrors } from '../errors.ts';
import { compareAgain, keepNik } from '../nik/keep-nik.ts';
import { noteActivity } from './note-activity.ts';
import { checkKind, checkMember, expiryMayBe, renewedExpiry } from '../rules/membership.ts';
import { searchName } from '../rules/name-search.ts';
import { memberChanges, type MemberChanges } from '../schema.ts';
import { signOutMember } from '../sign-in/sign-out-member.ts';
import { traced, viewMember } from './view-member.ts';

/** Locks the member, checks permission and version, lets `write` work, and leaves the trace. */
async function edit(
  ctx: Ctx,
  number: string,
  version: number | null,
  action: string,
  write: (trx: Tx, before: MemberRecord) => Promise<void>,
): Promise<Member> {
  authorizeAnywhere(ctx, 'members.edit');
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockMember(trx, number);
    if (!before) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.edit', before.homeLibraryId);
    if (version !== null && before.version !== version) throw platformErrors.versionConflict();
    await write(trx, before);
    const after = await findMemberById(trx, before.id);
    if (!after) throw memberErrors.notFound({ number });
    await recordAudit(trx, ctx, {
      action,
      entity: 'member',
      entityId: before.id,
      libraryId: after.homeLibraryId,
      ...changedParts(traced(before), traced(after)),
    });
    return viewMember(trx, ctx.actor, after);
  });
}

/**
 * Changes a member; fields that are left out stay. Permission `members.edit` at the old and the new home library.
 * @param version the version that the editor saw
 * @param secrets needed where the NIK is changed or compared again; left out, the NIK stays as it is
 * Throws `members.not_found`, `members.maybe_duplicate`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function updateMember(
  ctx: Ctx,
  number: string,
  version: number,
  input: MemberChanges & { allowDuplicate?: boolean },
  secrets?: Secrets,
): Promise<Member> {
  const { allowDuplicate = false, ...changes } = input;
  const { category: categoryCode, homeLibrary, nik, contacts, ...fields } = parseInput(memberChanges, changes);
  if (nik && !secrets) throw new Error('a NIK is kept only with the keys that seal it');
  return edit(ctx, number, version, 'member.updated', async (trx, before) => {
    const category =
      categoryCode === undefined || categoryCode === before.category ? null : await categoryOfInput(trx, categoryCode);
    const library = homeLibrary === undefined ? null : await libraryOfInput(trx, ctx, homeLibrary);
    if (library) authorize(ctx, 'members.edit', library.id);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const kind = fields.kind ?? category?.kind ?? before.kind;
    const next: MemberRecord = { ...before, ...given, kind, ...(contacts ? { contacts } : {}) };
    const today = localDate(ctx.clock.now(), library?.timeZone ?? before.timeZone);
    const nowOf = category ?? (await findCategory(trx, before.category));
    if (!nowOf) throw memberErrors.categoryNotFound();
    const hasNik = nik === undefined ? before.nikLast4 !== null : nik !== null;
    const problems = {
      ...checkMember(next, today),
      ...checkKind({ ...next, nik: hasNik }, nowOf),
      ...(expiryMayBe(next.expiresOn, before.expiresOn) ? {} : { expiresOn: 'day_out_of_reach' }),
    };
    if (Object.keys(problems).length > 0) throw platformErrors.invalidInput({}, problems);
    const samePerson = next.fullName === before.fullName && next.birthDate === before.birthDate;
    if (!samePerson && !allowDuplicate) await refuseDuplicate(trx, ctx.actor, { ...next, exceptId: before.id });
    await updateMemberRow(
      trx,
      before.id,
      {
        ...fields,
        kind,
        ...(fields.fullName === undefined
          ? {}
          : { foldedName: personNameKey(fields.fullName), searchName: searchName(fields.fullName) }),
        ...(category ? { categoryId: category.id } : {}),
        ...(library ? { homeLibraryId: library.id } : {}),
      },
      ctx.clock.now(),
    );
    if (contacts) await replaceContacts(trx, before.id, contacts);
    // a link that is under way went to the address of before
    if (next.email !== before.email) await deleteSignInLinks(trx, before.id);
    if (!secrets) return;
    if (nik !== undefined) await keepNik(trx, ctx, secrets, next, nik);
    else if (next.birthDate !== before.birthDate || next.sex !== before.sex) await compareAgain(trx, secrets, next);
  });
}

/** Lengthens the validity by what the category gives: from its end, or from today when it has ended. */
export async function renewMembership(ctx: Ctx, number: string, version: number | null = null): Promise<Member> {
  return edit(ctx, number, version, 'member.renewed', async (trx, before) => {
    if (before.status !== 'active') throw memberErrors.withdrawn({ number: before.number });
    const category = await findCategory(trx, before.category);
    if (!category) throw memberErrors.categoryNotFound();
    const today = localDate(ctx.clock.now(), before.timeZone);
    const expiresOn = renewedExpiry(category.validityMonths, before.expiresOn, today);
    await updateMemberRow(trx, before.id, { expiresOn }, ctx.clock.now());
    await noteActivity(trx, ctx, before);
  });
}

/**
 * Ends a membership: the card no longer lends and no longer signs in; what was lent stays recorded. The consent to help at the desk ends with it.
 * @param check asked while the member's row is locked; it throws when something speaks against it (circulation: open loans)
 */
export async function withdrawMember(
  ctx: Ctx,
  number: string,
  version: number,
  check: (trx: Tx, member: { id: number; fullName: string; homeLibraryId: number }) => Promise<void>,
): Promise<Member> {
  return edit(ctx, number, version, 'member.withdrawn', async (trx, before) => {
    await check(trx, before);
    await updateMemberRow(trx, before.id, { status: 'withdrawn' }, ctx.clock.now());
    await writeConsent(trx, ctx, before, { purpose: 'desk_help', act: 'withdrawn', channel: 'desk' });
    await signOutMember(trx, ctx, { memberId: before.id });
  });
}

/** Takes a membership up again that had been ended. */
export async function reinstateMember(ctx: Ctx, number: string, version: number): Promise<Member> {
  return edit(ctx, number, version, 'member.reinstated', async (trx, before) => {
    if (before.erasedAt !== null) throw memberErrors.erased();
    await updateMemberRow(trx, before.id, { status: 'active' }, ctx.clock.now());
    await noteActivity(trx, ctx, before);
  });
}
