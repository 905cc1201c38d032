import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { insertContribution, updateContribution, type LockedContribution } from '../data/contributions.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import type { ContributionState } from '../rules/contribution.ts';
import { checkWithoutLetter, contributionAt, givenOnce } from './held-contribution.ts';
import { contributionInput, notedState, type ContributionInput, type ContributionValues } from './schema.ts';
import { checkCame, reckonTie } from './tie-contribution.ts';

const TRACED = [
  ...(['libraryId', 'kind', 'value', 'valuedBy', 'fromOn', 'untilOn', 'quantity', 'unit'] as const),
  ...(['donationId', 'programId', 'sessionId', 'speakerId'] as const),
] as const;

/** What is kept of a contribution, with days and quantity of what it is tied to. */
async function rowOf(
  trx: Tx,
  ctx: Ctx,
  said: ContributionValues,
  { id, state }: { id: number | null; state: ContributionState },
) {
  const { timeZone } = await getLibrary({ ...ctx, db: trx }, said.libraryId);
  const row = { ...said, ...(await reckonTie(trx, { ...said, id }, timeZone)) };
  if (state === 'received') checkCame(row, { ...said, today: localDate(ctx.clock.now(), timeZone) });
  return row;
}

type Traced = Pick<LockedContribution, (typeof TRACED)[number]>;
/** What a change of it leaves in the trace: no free text, which may name a person. */
const traceOf = (row: Traced) => Object.fromEntries(TRACED.map((field) => [field, row[field]]));

/** Writes a contribution of a partner, with its trace, in a transaction that is open; permission is the caller's affair. @returns its id */
export async function writeContribution(
  trx: Tx,
  ctx: Ctx,
  { partnerId, state, ...said }: ContributionValues & { partnerId: number; state: 'promised' | 'received' },
): Promise<number> {
  const partner = await livingPartner(trx, partnerId);
  // nobody stands behind one who is forgotten
  if (partner.name === '') throw partnerErrors.stateForbids({ state: partner.state });
  const row = await rowOf(trx, ctx, said, { id: null, state });
  const now = ctx.clock.now();
  const by = actorName(ctx.actor);
  const came = state === 'received' ? { receivedAt: now, receivedBy: by } : {};
  const made = { partnerId, state, createdAt: now, createdBy: by, changedAt: now };
  const id = await insertContribution(trx, { ...row, ...made, ...came });
  await recordAudit(trx, ctx, {
    ...{ action: 'contribution.noted', entity: 'contribution', entityId: id, libraryId: row.libraryId },
    after: { kind: row.kind, state, partnerId, value: row.value },
  });
  return id;
}

/**
 * Notes what a partner gives: promised, or come already. What the library knows of it (a gift of books, a speaker, a room) is tied, and its
 * days and quantity are those. Needs `partners.manage` at the library. Throws `partners.not_found`, `merged`, `state_forbids`,
 * `contribution_taken`, `platform.invalid_input`, `libraries.not_found`. @returns its id
 */
export async function noteContribution(
  ctx: Ctx,
  partnerId: number,
  { state: typed, ...input }: ContributionInput & { state: 'promised' | 'received' },
): Promise<number> {
  const said = parseInput(contributionInput, input);
  authorize(ctx, 'partners.manage', said.libraryId);
  const { state } = parseInput(notedState, { state: typed });
  return givenOnce(async () =>
    ctx.db.transaction().execute(async (trx) => writeContribution(trx, ctx, { ...said, partnerId, state })),
  );
}

/**
 * Changes a contribution of which no letter says anything. Needs `partners.manage` at the library that it went to and at the one that it goes
 * to. Throws `partners.contribution_not_found`, `contribution_forbids`, `contribution_receipted`, `contribution_taken`, `merged`,
 * `platform.version_conflict`, `platform.invalid_input`, `libraries.not_found`.
 */
export async function changeContribution(
  ctx: Ctx,
  id: number,
  { version, ...input }: ContributionInput & { version: number },
): Promise<void> {
  const said = parseInput(contributionInput, input);
  authorize(ctx, 'partners.manage', said.libraryId);
  await givenOnce(async () =>
    ctx.db.transaction().execute(async (trx) => {
      const { held, shown } = await contributionAt(trx, ctx, { id, version, from: ['promised', 'received'] });
      checkWithoutLetter(shown);
      const row = await rowOf(trx, ctx, said, { id, state: held.state });
      await updateContribution(trx, id, { ...row, changedAt: ctx.clock.now() });
      // one that goes to another library stands in the trace of both
      for (const libraryId of new Set([held.libraryId, row.libraryId]))
        await recordAudit(trx, ctx, {
          ...{ action: 'contribution.changed', entity: 'contribution', entityId: id, libraryId },
          ...{ before: traceOf(held), after: traceOf(row) },
        });
    }),
  );
}
