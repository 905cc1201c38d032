import type { Insertable } from 'kysely';
import { recordAudits } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Member as MemberTable } from '#platform/database/db-types';
import { AppError } from '#platform/errors';
import { insertMemberRows, lockNumbers } from '../data/member-batches.queries.ts';
import { takenNumbers } from '../data/card-numbers.queries.ts';
import { selectAlike } from '../data/pupils.queries.ts';
import { updateMemberRow } from '../data/members.queries.ts';
import { activeDay } from './note-activity.ts';
import { judgePeople } from '../rules/same-person.ts';
import type { MemberRow } from '../schema.ts';
import { keepCountersAhead } from '../cards/take-number.ts';
import { rowPreparer } from './prepare-row.ts';

export interface SavedRow {
  number: string;
  outcome: 'created' | 'updated' | 'skipped' | 'failed';
  /**
   * Why it failed or was skipped, field → reason; `number: 'taken'` = was there already, `'repeated'` = twice in the batch,
   * `'someone_elses'` = of a member who is not, or may not be, the same person, `'card_replaced'` and `'differs_by_case'` = of a card
   * that was replaced, or somebody else's but for its case. */
  reasons: Record<string, string>;
  /** Of who was made. */
  memberId?: number;
  /** Number of a member who may be the one that was made: for a person to decide. */
  like?: string;
}

/** What a whole system that moves in has beside the rows; of its members the trace says that they came, and nothing else. */
export interface MovingIn {
  /** Hashes of their passwords as identity keeps them, by member number. */
  passwordHashes: ReadonlyMap<string, string>;
}

interface Fresh {
  row: Insertable<MemberTable>;
  result: SavedRow;
}

/**
 * Saves members that an import brings, in one transaction; the caller has checked the permission. Rows that cannot be
 * right are reported and left out, the others are saved.
 * @param onExisting what happens to a number that is known
 * @param movingIn left out: a list alone
 * @returns one result for each row, in their order
 */
export async function saveMemberBatch(
  trx: Tx,
  ctx: Ctx,
  rows: readonly MemberRow[],
  onExisting: 'skip' | 'replace' = 'skip',
  movingIn?: MovingIn,
): Promise<SavedRow[]> {
  const prepare = await rowPreparer(trx, ctx);
  const now = ctx.clock.now();
  const results: SavedRow[] = [];
  // by number without its case
  const fresh = new Map<string, Fresh>();
  for (const row of rows) {
    const result: SavedRow = { number: row.number, outcome: 'skipped', reasons: {} };
    results.push(result);
    try {
      const prepared = prepare(row);
      result.number = prepared.number;
      const key = prepared.number.toUpperCase();
      const same = fresh.get(key)?.row.number;
      if (same === undefined) fresh.set(key, { row: prepared, result });
      else if (same === prepared.number) result.reasons = { number: 'repeated' };
      else Object.assign(result, { outcome: 'failed', reasons: { number: 'differs_by_case' } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      result.outcome = 'failed';
      result.reasons = error.fields;
    }
  }

  const known = await lockNumbers(
    trx,
    [...fresh.values()].map(({ row }) => row.number),
  );
  await refuseTaken(trx, fresh, known);
  refuseOthers(fresh, known);
  const unknown = [...fresh.values()].filter(({ row }) => !known.has(row.number));
  const created = await insertMemberRows(
    trx,
    unknown.map(({ row }) => ({
      ...row,
      passwordHash: movingIn?.passwordHashes.get(row.number) ?? null,
      lastActiveOn: activeDay(now),
      createdAt: now,
    })),
  );
  for (const { row, result } of fresh.values()) {
    const knownId = known.get(row.number)?.id;
    const madeId = created.get(row.number);
    if (madeId !== undefined) Object.assign(result, { outcome: 'created', memberId: madeId });
    else if (onExisting === 'replace' && knownId !== undefined) {
      await updateMemberRow(trx, knownId, row, now);
      result.outcome = 'updated';
    } else result.reasons = { number: 'taken' };
  }
  await tellAlike(trx, fresh, created);
  await recordAudits(
    trx,
    ctx,
    [...fresh.values()].flatMap(({ row, result }) =>
      result.outcome === 'skipped'
        ? []
        : [
            {
              action: `member.${result.outcome}`,
              entity: 'member',
              entityId: created.get(row.number) ?? known.get(row.number)?.id ?? row.number,
              libraryId: row.homeLibraryId,
              ...(movingIn ? {} : { after: { number: row.number, fullName: row.fullName } }),
            },
          ],
    ),
  );
  // last: whoever is registered at a desk waits for the counter until this transaction ends
  await keepCountersAhead(trx, [...created.keys()]);
  return results;
}

type Described = Pick<Insertable<MemberTable>, 'number' | 'foldedName' | 'birthDate' | 'homeLibraryId'>;
const describe = ({ number, foldedName, birthDate = null, homeLibraryId }: Described) => ({
  ...{ number, birthDate, nik: null },
  name: foldedName,
  school: String(homeLibraryId),
});

/** Leaves out whose number is that of a member who is not the same person for sure: nobody is skipped or written over by a number alone. */
function refuseOthers(fresh: Map<string, Fresh>, known: ReadonlyMap<string, Described>): void {
  for (const [key, { row, result }] of fresh) {
    const holder = known.get(row.number);
    if (!holder || judgePeople(describe(row), describe(holder)) === 'same') continue;
    result.outcome = 'failed';
    result.reasons = { number: 'someone_elses' };
    fresh.delete(key);
  }
}

/** Says of those who were made whom else they may be: somebody active with another number. */
async function tellAlike(trx: Tx, fresh: Map<string, Fresh>, created: ReadonlyMap<string, number>): Promise<void> {
  const made = [...fresh.values()].filter(({ row }) => created.has(row.number));
  const days = made.flatMap(({ row: { birthDate } }) => (birthDate ? [birthDate] : []));
  if (days.length === 0) return;
  const foldedNames = made.map(({ row }) => row.foldedName);
  const alike = await selectAlike(trx, { numbers: [], foldedNames, birthDates: days });
  const named = Map.groupBy(alike, ({ foldedName }) => foldedName);
  for (const { row, result } of made) {
    const like = (named.get(row.foldedName) ?? []).find(
      (one) => one.number !== row.number && judgePeople(describe(row), describe(one)) !== 'other',
    );
    if (like) result.like = like.number;
  }
}

/**
 * Leaves out whose number was on a card that has been replaced, which is given to nobody, or is another member's but for its case: each
 * row says which.
 */
async function refuseTaken(trx: Tx, fresh: Map<string, Fresh>, known: ReadonlyMap<string, unknown>): Promise<void> {
  for (const { number, replaced } of await takenNumbers(trx, [...fresh.keys()])) {
    const key = number.toUpperCase();
    const one = fresh.get(key);
    if (!one || known.has(one.row.number)) continue;
    one.result.outcome = 'failed';
    one.result.reasons = { number: replaced ? 'card_replaced' : 'differs_by_case' };
    fresh.delete(key);
  }
}
