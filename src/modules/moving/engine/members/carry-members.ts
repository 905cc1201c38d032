import { keepOldHash } from '#modules/ground/identity';
import { blockMember, placeNumbers, saveMemberBatch, type PlacedNumber } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { shownNumber } from '#shared/moving/nik-in-text';
import type { OldRow } from '#shared/moving/old-row';
import type { Said } from '#shared/moving/said';
import {
  insertCarried,
  noteMade,
  selectCarriedRows,
  type CarriedTable,
  type ToCarry,
} from '../data/carried.queries.ts';
import { readRowsOf } from '../reading/read-tables.ts';
import type { Run } from '../run.ts';
import { saveBehind } from '../save-behind.ts';
import { saveHalving } from '../save-in-batches.ts';
import { followMembers } from './follow-members.ts';
import type { MemberFacts, PlannedMember } from './member-facts.ts';

/** How members come from one system. */
export interface MembersMoving {
  table: CarriedTable;
  plan: (row: OldRow) => PlannedMember;
  /** What else comes with somebody who was made, in the same transaction. @returns what is to be told of that */
  made?: (trx: Tx, ctx: Ctx, member: { id: number; key: string }, memberId: number) => Promise<readonly Said[]>;
  /** Who came, now or before, or is here already. @param memberId null = in a trial, where nobody is yet */
  came: (
    member: { id: number; said: readonly Said[] },
    fate: 'carried' | 'merged' | 'known',
    memberId: number | null,
  ) => void;
}

type Planned = Omit<PlannedMember, 'facts'> & { facts: MemberFacts };
/** A member that is to come, with what is kept of the old password. */
type Coming = Planned & { passwordHash: string | null };

/** What becomes of a member. */
interface Settled {
  member: Coming;
  /** The number here. */
  number: string;
  /** Who is here already. */
  memberId: number | null;
  fate: 'carried' | 'merged' | 'refused';
  said: Said[];
}

/** A member whom nobody has changed yet. */
const FIRST_VERSION = 1;
/** So many passwords are hashed at once: each takes 32 MB for a moment. */
const HASHED_AT_ONCE = 4;

/** Where the members come to stand; a number that is somebody else's here gets a suffix. */
function settle(table: CarriedTable, batch: readonly Coming[], places: readonly PlacedNumber[]): Settled[] {
  return batch.map((member, i): Settled => {
    const { number, memberId } = places[i] ?? { number: member.facts.number, memberId: null };
    const row = { table, key: member.key };
    if (memberId !== null) {
      return { member, number, memberId, fate: 'merged', said: [{ ...row, fate: 'merged', code: 'member_there' }] };
    }
    const params = { number: shownNumber(number) };
    const other: Said = { ...row, fate: 'told', code: 'member_number_taken', params };
    return { member, number, memberId, fate: 'carried', said: number === member.facts.number ? [] : [other] };
  });
}

/** What was to be told of somebody from the beginning is told where they came. */
const wordsOf = ({ member, fate, said }: Settled): Said[] => (fate === 'carried' ? [...member.said, ...said] : said);

/** Saves the members; whoever is here already stays as they are. */
const saveMembers =
  (run: Run, { table, made: madeOf }: MembersMoving) =>
  async (trx: Tx, ctx: Ctx, batch: readonly Coming[]): Promise<Settled[]> => {
    const facts = batch.map((member) => member.facts);
    const settled = settle(table, batch, await placeNumbers(trx, facts));
    const fresh = settled.filter(({ fate }) => fate === 'carried');
    const rows = fresh.map(({ member, number }) => ({ ...member.facts, number }));
    const passwordHashes = new Map(
      fresh.flatMap(({ member, number }) => (member.passwordHash === null ? [] : [[number, member.passwordHash]])),
    );
    const saved = await saveMemberBatch(trx, ctx, rows, 'skip', { passwordHashes });
    // whoever was here before stays as people here have written them, also later
    const made = settled.flatMap(({ member, memberId }): ToCarry[] =>
      memberId === null ? [] : [{ slimsId: member.id, becameId: memberId, isFound: true }],
    );
    const results = settled.filter(({ fate }) => fate === 'merged');
    const blocks: number[] = [];
    for (const [i, one] of fresh.entries()) {
      const result = saved[i];
      const { memberId, like } = result ?? {};
      const row = { table, key: one.member.key };
      if (memberId === undefined) {
        const [field = 'number', why = 'taken'] = Object.entries(result?.reasons ?? {})[0] ?? [];
        const params = { reason: `${field}: ${why}` };
        results.push({ ...one, fate: 'refused', said: [{ ...row, fate: 'refused', code: 'saving_refused', params }] });
        continue;
      }
      made.push({ slimsId: one.member.id, becameId: memberId, said: one.member.says, state: FIRST_VERSION });
      const alike: Said[] =
        like === undefined
          ? []
          : [{ ...row, fate: 'told', code: 'member_maybe', params: { number: shownNumber(like) } }];
      const more = (await madeOf?.(trx, ctx, one.member, memberId)) ?? [];
      results.push({ ...one, said: [...one.said, ...alike, ...more] });
      for (const block of one.member.blocks) {
        blocks.push(await blockMember(trx, ctx, { memberId, kind: 'manual', ...block }));
      }
    }
    await insertCarried(trx, run, table, made);
    await noteMade(trx, run, 'block', blocks);
    await run.tellCame(trx, results.filter(({ fate }) => fate !== 'refused').flatMap(wordsOf));
    return results;
  };

/** The old passwords as they are kept: outside the transaction, for it takes a while. */
async function withPasswords(members: readonly Planned[]): Promise<Coming[]> {
  const hashes = new Map<Planned, string | null>();
  const hashed = members.filter(({ oldHash }) => oldHash !== null);
  for (let from = 0; from < hashed.length; from += HASHED_AT_ONCE) {
    await Promise.all(
      hashed.slice(from, from + HASHED_AT_ONCE).map(async (member) => {
        if (member.oldHash !== null) hashes.set(member, await keepOldHash(member.oldHash));
      }),
    );
  }
  return members.map((member) => ({ ...member, passwordHash: hashes.get(member) ?? null }));
}

/** The members of some rows; those that are refused are told of at once. */
function plan(
  { ledger }: Run,
  { table, plan: planMember }: MembersMoving,
  rows: readonly OldRow[],
  seen: Set<number>,
): Planned[] {
  return rows.flatMap((row): Planned[] => {
    const { facts, ...planned } = planMember(row);
    if (facts && !seen.has(planned.id)) {
      seen.add(planned.id);
      return [{ ...planned, facts }];
    }
    if (facts) ledger.say({ table, key: planned.key, fate: 'refused', code: 'row_repeated' });
    for (const one of facts ? [] : planned.said) ledger.say(one);
    return [];
  });
}

/** Brings the members; nobody is sent anything. A trial only says what would come. */
export async function carryMembers(run: Run, moving: MembersMoving): Promise<void> {
  const { ctx, source, ledger, signal } = run;
  const { table, came } = moving;
  const seen = new Set<number>();
  const numbers = new Set<string>();
  const note = (settled: readonly Settled[]): void => {
    for (const one of settled) {
      const { member, number, memberId, fate } = one;
      numbers.add(number.toUpperCase());
      if (fate !== 'refused') came(member, fate, memberId);
      if (fate === 'carried') ledger.count(table, 'carried');
      for (const said of wordsOf(one)) ledger.say(said);
    }
  };
  let done = 0;
  const refuse = ({ key }: Coming, reason: string): void =>
    ledger.say({ table, key, fate: 'refused', code: 'saving_refused', params: { reason } });
  await saveBehind(readRowsOf(run.path, table), signal, async (rows) => {
    const planned = plan(run, moving, rows, seen);
    const ids = planned.map(({ id }) => id);
    const known = await selectCarriedRows(ctx.db, source, table, ids);
    for (const member of planned) {
      const before = known.get(member.id);
      if (!before) continue;
      came(member, 'known', before.becameId || null);
      ledger.count(table, 'known');
    }
    const fresh = planned.filter(({ id }) => !known.has(id));
    const coming = run.dryRun ? fresh.map((member) => ({ ...member, passwordHash: null })) : await withPasswords(fresh);
    return async () => {
      await followMembers(run, table, planned, known);
      if (run.dryRun) {
        const facts = fresh.map((member) => member.facts);
        note(settle(table, coming, await placeNumbers(ctx.db, facts, (upper) => numbers.has(upper))));
      } else await saveHalving(ctx, coming, saveMembers(run, moving), note, refuse);
      await run.onProgress(table, (done += rows.length));
    };
  });
}
