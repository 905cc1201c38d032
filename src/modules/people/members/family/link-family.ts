import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { endLinkRow, findLink, insertLink } from '../data/family.queries.ts';
import { findMember, lockMember, type MemberRecord } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { writeConsent } from '../consents/record-consent.ts';
import { checkLink, type LinkEnd } from '../rules/family.ts';

export const linkInput = z.object({
  /** Card number of the child. */
  child: requiredText(40),
  /** mother, father, grandmother … */
  relation: requiredText(40),
  /** How the guardian consented: before the librarian, or on a signed sheet. */
  channel: z.enum(['desk', 'paper']),
});
export type LinkInput = z.input<typeof linkInput>;

/**
 * Links two members in an open transaction whose rows are locked: the guardian's consent to the child's membership goes into the
 * ledger, if it is not there yet. Linked already: nothing happens. Throws `platform.invalid_input` with what speaks against it.
 */
export async function writeLink(
  trx: Tx,
  ctx: Ctx,
  guardian: MemberRecord,
  child: MemberRecord,
  about: { relation: string; channel: 'desk' | 'paper' | 'registration' },
): Promise<void> {
  const now = ctx.clock.now();
  const problems = checkLink(guardian, child, localDate(now, child.timeZone));
  if (Object.keys(problems).length > 0) throw platformErrors.invalidInput({}, problems);
  const by = { startedAt: now, startedBy: actorName(ctx.actor) };
  if (!(await insertLink(trx, { guardianId: guardian.id, childId: child.id, ...about, ...by }))) return;
  if (about.channel !== 'registration') {
    await writeConsent(trx, ctx, child, {
      purpose: 'membership',
      act: 'given',
      channel: about.channel,
      guardianName: guardian.fullName,
      guardianRelation: about.relation,
      guardianContact: guardian.phone,
    });
  }
  await recordAudit(trx, ctx, {
    action: 'family.linked',
    entity: 'member',
    entityId: child.id,
    libraryId: child.homeLibraryId,
    after: { guardianId: guardian.id, relation: about.relation, channel: about.channel },
  });
}

/**
 * A librarian links a guardian who is a member to a child who is one, with the guardian's consent. Permission `members.edit` at the home
 * library of the child and `members.read` at that of the guardian. Doing it twice changes nothing.
 * Throws `members.not_found`, `platform.invalid_input` (`child`, `guardian`: `family_…`).
 */
export async function linkChild(ctx: Ctx, guardianNumber: string, input: LinkInput): Promise<void> {
  authorizeAnywhere(ctx, 'members.edit');
  const { child: childNumber, ...about } = parseInput(linkInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    // two rows are locked in the order of their numbers, so that two desks do not wait for each other
    const locked = new Map<string, MemberRecord | undefined>();
    for (const number of [guardianNumber, childNumber].toSorted()) locked.set(number, await lockMember(trx, number));
    const [guardian, child] = [locked.get(guardianNumber), locked.get(childNumber)];
    if (!guardian) throw memberErrors.notFound({ number: guardianNumber });
    if (!child) throw platformErrors.invalidInput({}, { child: 'family_unknown' });
    authorize(ctx, 'members.read', guardian.homeLibraryId);
    authorize(ctx, 'members.edit', child.homeLibraryId);
    await writeLink(trx, ctx, guardian, child, about);
  });
}

/**
 * Ends a link: by a librarian (`members.edit` at the child's home library) or by the guardian in the own account.
 * Throws `members.family_not_found` also where the link is somebody else's.
 */
export async function endLink(ctx: Ctx, guardianNumber: string, childNumber: string): Promise<void> {
  const { actor } = ctx;
  const byGuardian = actor.kind === 'member';
  if (byGuardian && actor.number !== guardianNumber) throw memberErrors.familyNotFound();
  if (!byGuardian) authorizeAnywhere(ctx, 'members.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const [guardian, child] = [await findMember(trx, guardianNumber), await findMember(trx, childNumber)];
    const link = guardian && child && (await findLink(trx, { guardianId: guardian.id, childId: child.id }, 'update'));
    if (!link) throw memberErrors.familyNotFound();
    if (!byGuardian) authorize(ctx, 'members.edit', child.homeLibraryId);
    const reason: LinkEnd = byGuardian ? 'guardian' : 'staff';
    await endLinkRow(trx, link.id, { at: ctx.clock.now(), by: actorName(actor), reason });
    await recordAudit(trx, ctx, {
      action: 'family.unlinked',
      entity: 'member',
      entityId: child.id,
      libraryId: child.homeLibraryId,
      after: { guardianId: guardian.id, reason },
    });
  });
}
