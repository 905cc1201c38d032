import { randomBytes } from 'node:crypto';
import { recordAudit, redactAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { forgetAttempts } from '#platform/requests/rate-limit';
import type { PersonalDataSource } from '#platform/rights/personal-data';
import { blankWords, isFreeNumber, pseudonymise, selectFormerNumbers } from '../data/erasure.queries.ts';
import { deleteDeskHelp } from '../data/consents.queries.ts';
import { deleteIdentity } from '../data/identities.queries.ts';
import type { MemberRecord } from '../data/members.queries.ts';
import { signInKey, signInLinkKey } from '../rules/pin.ts';
import { signOutMember } from '../sign-in/sign-out-member.ts';

/** What has to be settled first: codes of the modules (`loans_open`, `money_owed`); none = it can be done. */
export async function hindrancesOf(
  db: Db | Tx,
  sources: readonly PersonalDataSource[],
  memberId: number,
): Promise<string[]> {
  const all = await Promise.all(sources.map(async (source) => source.hindrances(db, memberId)));
  return [...new Set(all.flat())];
}

async function freePseudonym(trx: Tx): Promise<string> {
  for (;;) {
    const pseudonym = `X-${randomBytes(6).toString('hex')}`;
    if (await isFreeNumber(trx, pseudonym)) return pseudonym;
  }
}

/**
 * Takes a person out of everything and leaves a pseudonym that statistics and money lines count on: contact, NIK, photo, PIN, sessions,
 * words about the person, the person in the trace. The caller holds the member's row and has seen that nothing hinders.
 * @returns the photo's storage key, to be removed once the transaction is kept
 */
export async function eraseMember(
  trx: Tx,
  ctx: Ctx,
  sources: readonly PersonalDataSource[],
  member: MemberRecord,
): Promise<{ pseudonym: string; photoKey: string | null }> {
  const pseudonym = await freePseudonym(trx);
  const former = await selectFormerNumbers(trx, member.id);
  for (const source of sources) await source.erase(trx, ctx, member.id);
  await deleteIdentity(trx, member.id);
  await deleteDeskHelp(trx, member.id);
  await signOutMember(trx, ctx, { memberId: member.id });
  await blankWords(trx, member.id, member.fullName, pseudonym);
  await pseudonymise(trx, member.id, {
    pseudonym,
    birthDate: member.birthDate && `${member.birthDate.slice(0, 4)}-01-01`,
    at: ctx.clock.now(),
  });
  const contacts = member.contacts.flatMap(({ name, phone, email }) => [name, phone, email]);
  const own = [member.number, member.fullName, member.email, member.phone, member.guardianName, member.guardianPhone];
  const words = [...own, ...contacts, ...former];
  await redactAudit(trx, {
    entity: 'member',
    entityId: member.id,
    memberId: member.id,
    values: words.filter((word): word is string => word !== null && word !== ''),
  });
  const { number, email } = member;
  const keys = [signInKey(number, number), signInLinkKey(number, number)];
  for (const typed of [email, ...former]) if (typed) keys.push(signInKey(typed), signInLinkKey(typed));
  for (const key of keys) await forgetAttempts({ db: trx }, key);
  await recordAudit(trx, ctx, {
    action: 'member.erased',
    entity: 'member',
    entityId: member.id,
    libraryId: member.homeLibraryId,
    after: { pseudonym },
  });
  return { pseudonym, photoKey: member.photoKey };
}
