import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { optionalText, parseInput, requiredText } from '#platform/requests/parse-input';
import type { PersonalDataSource } from '#platform/rights/personal-data';
import type { Storage } from '#platform/storage';
import { m } from '#i18n/messages';
import { blockMember } from '../blocks/block-member.ts';
import type { SubjectRequest } from '../client.ts';
import { selectEvents } from '../data/consents.queries.ts';
import { findMemberById, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import {
  insertRequest,
  lockRequest,
  selectAllRequests,
  selectRequestPage,
  selectRequestsOf,
  updateRequest,
} from '../data/requests.queries.ts';
import { eraseMember, hindrancesOf } from './erase-member.ts';
import { memberErrors } from '../errors.ts';
import { withdrawLetters } from '../consents/letter-consents.ts';
import { writeConsent } from '../consents/record-consent.ts';
import { consentPurposes } from '../rules/consent.ts';
import { dueOf, requestKinds } from '../rules/subject-request.ts';

export const requestInput = z.object({ kind: z.enum(requestKinds), details: optionalText(1000).optional() });
export type RequestInput = z.input<typeof requestInput>;

async function write(trx: Tx, ctx: Ctx, member: MemberRecord, input: RequestInput, channel: 'web' | 'desk') {
  const { kind, details = null } = parseInput(requestInput, input);
  if (kind === 'correct' && details === null) throw platformErrors.invalidInput({}, { details: 'required' });
  const requestedAt = ctx.clock.now();
  const dueAt = dueOf(requestedAt);
  let id: number;
  try {
    id = await insertRequest(trx, { memberId: member.id, kind, details, channel, requestedAt, dueAt });
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw memberErrors.requestOpen();
  }
  await recordAudit(trx, ctx, {
    action: 'subject_request.made',
    entity: 'subject_request',
    entityId: id,
    subjectId: member.id,
    libraryId: member.homeLibraryId,
    after: { kind, channel, dueAt },
  });
  return { id, dueAt };
}

/** A member asks in the account. Throws `members.request_open` when the same is asked already. */
export async function makeOwnRequest(ctx: Ctx, input: RequestInput): Promise<{ id: number; dueAt: Date }> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  return ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, actor.number);
    if (!member) throw memberErrors.notFound();
    return write(trx, ctx, member, input, 'web');
  });
}

/** A librarian writes down what a member asks at the desk or by letter. Permission `members.privacy` at the home library. */
export async function makeRequest(ctx: Ctx, number: string, input: RequestInput): Promise<{ id: number; dueAt: Date }> {
  authorizeAnywhere(ctx, 'members.privacy');
  return ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, number);
    if (!member) throw memberErrors.notFound({ number });
    authorize(ctx, 'members.privacy', member.homeLibraryId);
    return write(trx, ctx, member, input, 'desk');
  });
}

/** What a member asked some time ago, in a transaction of the caller: for the sample city. */
export async function makeRequestIn(trx: Tx, ctx: Ctx, number: string, input: RequestInput): Promise<void> {
  const member = await lockMember(trx, number);
  if (!member) throw memberErrors.notFound({ number });
  await write(trx, ctx, member, input, 'web');
}

/** Open requests by what is due first, and the latest decisions. Permission `members.privacy`; for some libraries: those of them. */
export async function listRequests(ctx: Ctx): Promise<{ open: SubjectRequest[]; decided: SubjectRequest[] }> {
  authorizeAnywhere(ctx, 'members.privacy');
  const within = grantedLibraries(ctx.actor, 'members.privacy');
  return selectAllRequests(ctx.db, within === 'all' ? null : within);
}

/** The same in pages: the open ones, or those that are decided. Permission as {@link listRequests}. @param page.afterId the last of the page before */
export async function pageRequests(
  ctx: Ctx,
  page: { decided: boolean; afterId: number | null; limit: number },
): Promise<SubjectRequest[]> {
  authorizeAnywhere(ctx, 'members.privacy');
  const within = grantedLibraries(ctx.actor, 'members.privacy');
  return selectRequestPage(ctx.db, { ...page, within: within === 'all' ? null : within });
}

/** What the member who is signed in has asked. */
export async function listOwnRequests(ctx: Ctx): Promise<SubjectRequest[]> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return selectRequestsOf(ctx.db, ctx.actor.id);
}

/** The open request and its member, both locked. */
async function lockBoth(trx: Tx, ctx: Ctx, id: number, sources: readonly PersonalDataSource[] = []) {
  const found = await lockRequest(trx, id);
  if (!found) throw platformErrors.notFound();
  authorize(ctx, 'members.privacy', found.homeLibraryId);
  if (found.status !== 'open') throw memberErrors.requestDecided();
  if (found.kind === 'erase') for (const source of sources) await source.lockFirst?.(trx, found.memberId);
  const member = await lockMember(trx, found.number);
  if (!member) throw memberErrors.notFound();
  return { request: found, member };
}

async function close(
  trx: Tx,
  ctx: Ctx,
  id: number,
  libraryId: number,
  outcome: string | null,
  status: 'done' | 'refused',
) {
  const decision = { status, decidedAt: ctx.clock.now(), decidedBy: actorName(ctx.actor), outcome } as const;
  await updateRequest(trx, id, decision);
  const trace = { entity: 'subject_request', entityId: id, libraryId, after: { outcome } };
  await (status === 'done'
    ? recordAudit(trx, ctx, { ...trace, action: 'subject_request.done' })
    : recordAudit(trx, ctx, { ...trace, action: 'subject_request.refused' }));
}

async function withdrawAll(trx: Tx, ctx: Ctx, member: MemberRecord): Promise<void> {
  const events = await selectEvents(trx, member.id);
  for (const purpose of consentPurposes) {
    if (events.find((event) => event.purpose === purpose)?.act !== 'given') continue;
    await writeConsent(trx, ctx, member, { purpose, act: 'withdrawn', channel: 'desk' });
  }
  await withdrawLetters(trx, ctx, member);
}

/** Kept, and used for nothing but what must be: no borrowing, no news, no clearing. Lifting the block ends it. */
async function restrict(trx: Tx, ctx: Ctx, member: MemberRecord): Promise<void> {
  if (member.restrictedAt !== null) return;
  await updateMemberRow(trx, member.id, { restrictedAt: ctx.clock.now() }, ctx.clock.now());
  const reason = m.members_request_restricted_reason({}, { locale: 'id' });
  await blockMember(trx, ctx, { memberId: member.id, kind: 'restricted', reason, untilDate: null });
}

/**
 * Does what was asked. `restrict`, `withdraw` and `erase` are carried out here; `correct` says that the data were put right. An erasure waits
 * while something hinders it: `members.erasure_waits` (params.reasons). Permission `members.privacy` at the home library.
 */
export async function carryOutRequest(
  ctx: Ctx,
  services: { personalData: readonly PersonalDataSource[]; storage: Storage },
  id: number,
  input: { outcome?: string | null } = {},
): Promise<void> {
  authorizeAnywhere(ctx, 'members.privacy');
  const { outcome = null } = parseInput(z.object({ outcome: optionalText(500).optional() }), input);
  const photoKey = await ctx.db.transaction().execute(async (trx) => {
    const { request, member } = await lockBoth(trx, ctx, id, services.personalData);
    let photo: string | null = null;
    if (request.kind === 'export') throw memberErrors.exportIsHandedOut();
    if (request.kind === 'withdraw') await withdrawAll(trx, ctx, member);
    if (request.kind === 'restrict') await restrict(trx, ctx, member);
    if (request.kind === 'erase') {
      const reasons = await hindrancesOf(trx, services.personalData, member.id);
      if (reasons.length > 0) throw memberErrors.erasureWaits({ reasons: reasons.join(',') });
      ({ photoKey: photo } = await eraseMember(trx, ctx, services.personalData, member));
    }
    await close(trx, ctx, id, member.homeLibraryId, outcome, 'done');
    return photo;
  });
  if (photoKey) await services.storage.remove(photoKey);
}

/** Turns a request down, with the reason that the law asks for (art. 33). Permission `members.privacy` at the home library. */
export async function refuseRequest(ctx: Ctx, id: number, input: { outcome: string }): Promise<void> {
  authorizeAnywhere(ctx, 'members.privacy');
  const { outcome } = parseInput(z.object({ outcome: requiredText(500) }), input);
  await ctx.db.transaction().execute(async (trx) => {
    const { member } = await lockBoth(trx, ctx, id);
    await close(trx, ctx, id, member.homeLibraryId, outcome, 'refused');
  });
}

/** What keeps a member from being erased now, for the page of requests. Permission `members.privacy`. */
export async function erasureHindrances(
  ctx: Ctx,
  sources: readonly PersonalDataSource[],
  memberId: number,
): Promise<string[]> {
  authorizeAnywhere(ctx, 'members.privacy');
  const member = await findMemberById(ctx.db, memberId);
  if (!member) throw memberErrors.notFound();
  return hindrancesOf(ctx.db, sources, memberId);
}
