import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { addDays, localDate } from '#shared/dates';
import { deleteCommitment, insertCommitment, insertStep, updateCommitment } from '../data/commitments.queries.ts';
import { partnerErrors } from '../errors.ts';
import { nextStates } from '../rules/meetings.ts';
import { checkPeople, heldCommitment, heldMeeting, type Sides } from './held-meeting.ts';
import { commitmentInput, outcomeInput, stepInput, type CommitmentInput, type StepInput } from './schema.ts';
import { takeBackPromises } from './take-back.ts';

/** So long after something is done somebody is asked what came of it, where no other day is said. */
const FOLLOW_DAYS = 60;
const ABOUT = { entity: 'partner_meeting' } as const;
const OWNERS = { accounts: 'accountId', persons: 'personId' };

const ownersOf = ({ accountId, personId }: { accountId: number | null; personId: number | null }) => ({
  accountIds: accountId === null ? [] : [accountId],
  personIds: personId === null ? [] : [personId],
});

/**
 * Writes down what a side promised in a meeting, by when and who sees to it; where it is only proposed, nobody is reminded of it. Needs
 * `partners.manage`. Throws `partners.meeting_not_found`, `merged`, `meeting_forbids` (called off), `platform.invalid_input`. @returns its id
 */
export async function addCommitment(
  ctx: Ctx,
  meetingId: number,
  { agreed, ...input }: CommitmentInput & { agreed: boolean },
): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const commitment = parseInput(commitmentInput, input);
  const by = actorName(ctx.actor);
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldMeeting(trx, meetingId);
    if (held.state === 'called_off') throw partnerErrors.meetingForbids({ state: held.state });
    await checkPeople(trx, held, ownersOf(commitment), OWNERS);
    const state = agreed ? 'agreed' : 'proposed';
    const id = await insertCommitment(trx, { ...commitment, meetingId, state, createdAt: now, createdBy: by });
    await insertStep(trx, { commitmentId: id, state, saidBy: by, saidAt: now });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.commitment_added', ...ABOUT, entityId: meetingId, libraryId: held.libraryId },
      after: { commitmentId: id, side: commitment.side, dueOn: commitment.dueOn, state },
    });
    return id;
  });
}

/** Changes what was promised, by when, and who sees to it. Needs `partners.manage`. Throws `partners.commitment_not_found`, `merged`, `meeting_forbids`, `platform.version_conflict`, `platform.invalid_input`. */
export async function changeCommitment(
  ctx: Ctx,
  id: number,
  { version, ...input }: CommitmentInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const changed = parseInput(commitmentInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, commitment } = await heldCommitment(trx, id, version);
    await checkNewOwners(trx, meeting, changed, commitment);
    await updateCommitment(trx, id, changed);
    await takeBackPromises(trx, ctx, [{ what: 'commitment', id }]);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.commitment_changed', ...ABOUT, entityId: meeting.id, libraryId: meeting.libraryId },
      before: { commitmentId: id, side: commitment.side, dueOn: commitment.dueOn },
      after: { side: changed.side, dueOn: changed.dueOn, accountId: changed.accountId, personId: changed.personId },
    });
  });
}

type Owner = Readonly<Record<'accountId' | 'personId', number | null>>;
/** Who saw to it before may go on, also where they left meanwhile. */
const checkNewOwners = async (
  trx: Parameters<typeof checkPeople>[0],
  sides: Sides,
  now: Owner,
  before: Owner,
): Promise<void> =>
  checkPeople(
    trx,
    sides,
    ownersOf({
      accountId: now.accountId === before.accountId ? null : now.accountId,
      personId: now.personId === before.personId ? null : now.personId,
    }),
    OWNERS,
  );

/**
 * Says how a commitment goes on: agreed, under way, done, stopped with a reason, or after all not yet; in words. What is done is looked at again
 * after a time. Needs `partners.manage`. Throws `partners.commitment_not_found`, `merged`, `meeting_forbids`, `commitment_forbids`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function moveCommitment(
  ctx: Ctx,
  id: number,
  { version, ...input }: StepInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { state, words, followOn } = parseInput(stepInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, commitment } = await heldCommitment(trx, id, version);
    if (!nextStates(commitment.state).includes(state))
      throw partnerErrors.commitmentForbids({ state: commitment.state });
    const now = ctx.clock.now();
    const today = localDate(now, await zoneOf({ db: trx, libraryId: meeting.libraryId }));
    if (followOn !== null && followOn < today) throw platformErrors.invalidInput({}, { followOn: 'past' });
    const done =
      state === 'done'
        ? { doneOn: today, followOn: followOn ?? addDays(today, FOLLOW_DAYS) }
        : { doneOn: null, followOn: null, outcome: '' };
    await updateCommitment(trx, id, { state, ...done });
    await insertStep(trx, { commitmentId: id, state, words, saidBy: actorName(ctx.actor), saidAt: now });
    if (state !== 'doing') await takeBackPromises(trx, ctx, [{ what: 'commitment', id }]);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.commitment_moved', ...ABOUT, entityId: meeting.id, libraryId: meeting.libraryId },
      before: { commitmentId: id, state: commitment.state },
      after: { state },
    });
  });
}

/** Says what came of something that was done; a later word takes the place of an earlier one. Needs `partners.manage`. Throws `partners.commitment_not_found`, `merged`, `meeting_forbids`, `commitment_forbids`, `platform.version_conflict`, `platform.invalid_input`. */
export async function tellOutcome(
  ctx: Ctx,
  id: number,
  { version, outcome }: { version: number; outcome: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const said = parseInput(outcomeInput, { outcome }).outcome;
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, commitment } = await heldCommitment(trx, id, version);
    if (commitment.state !== 'done') throw partnerErrors.commitmentForbids({ state: commitment.state });
    await updateCommitment(trx, id, { outcome: said });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.outcome_told', ...ABOUT, entityId: meeting.id, libraryId: meeting.libraryId },
      after: { commitmentId: id },
    });
  });
}

/** Takes a commitment away that was written by mistake. Needs `partners.manage`. Throws `partners.commitment_not_found`, `merged`, `meeting_forbids`, `platform.version_conflict`. */
export async function removeCommitment(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, commitment } = await heldCommitment(trx, id, version);
    await takeBackPromises(trx, ctx, [{ what: 'commitment', id }]);
    await deleteCommitment(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.commitment_removed', ...ABOUT, entityId: meeting.id, libraryId: meeting.libraryId },
      before: { commitmentId: id, side: commitment.side, state: commitment.state },
    });
  });
}
