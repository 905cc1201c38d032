import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { m } from '#i18n/messages';
import { keepOldHash } from '#modules/ground/identity';
import { blockMember, listCategories, placeNumbers, saveMemberBatch, type PlacedNumber } from '#modules/people/members';
import { localDate } from '#shared/dates';
import {
  insertCarried,
  selectCarriedRows,
  type ToCarry,
  readRowsOf,
  saveBehind,
  saveHalving,
} from '#modules/moving/engine';
import { carryLoanRules } from '../lending-rules/carry-loan-rules.ts';
import { LendingRules } from '../lending-rules/judge-rules.ts';
import { shownNumber } from '#shared/moving/nik-in-text';
import type { Said } from '#shared/moving/said';
import type { OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { carryMemberTypes } from './carry-member-types.ts';
import { followMembers } from './follow-members.ts';
import { planMember, type MemberFacts, type MemberSurroundings, type PlannedMember } from './plan-member.ts';

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

async function lookAround(run: Run): Promise<MemberSurroundings> {
  const { ctx, library, source } = run;
  const categories = await listCategories(ctx, { active: true });
  const usual = categories.find(({ code }) => code === 'umum') ?? categories.find(({ kind }) => kind === 'person');
  const rules = await LendingRules.open(run);
  const types = await carryMemberTypes(run, rules);
  await carryLoanRules(run, types, rules);
  for (const [typeId, { code }] of types) run.memberCategories.set(typeId, code);
  return {
    ...{ source, homeLibraryId: library.id, defaultCategory: usual?.code ?? 'umum', hasPhotos: run.files !== null },
    categoryOf: (typeId) => types.get(typeId)?.code ?? null,
    ownOf: (id) => run.survey.own.of('member_custom', id),
    today: localDate(ctx.clock.now(), library.timeZone),
  };
}

/** Where the members come to stand; a number that is somebody else's here gets a suffix. */
function settle(batch: readonly Coming[], places: readonly PlacedNumber[]): Settled[] {
  return batch.map((member, i): Settled => {
    const { number, memberId } = places[i] ?? { number: member.facts.number, memberId: null };
    const row = { table: 'member', key: member.key };
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
  ({ source, tellCame }: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly Coming[]): Promise<Settled[]> => {
    const facts = batch.map((member) => member.facts);
    const settled = settle(batch, await placeNumbers(trx, facts));
    const fresh = settled.filter(({ fate }) => fate === 'carried');
    const rows = fresh.map(({ member, number }) => ({ ...member.facts, number }));
    const passwordHashes = new Map(
      fresh.flatMap(({ member, number }) => (member.passwordHash === null ? [] : [[number, member.passwordHash]])),
    );
    const saved = await saveMemberBatch(trx, ctx, rows, 'skip', { passwordHashes });
    // whoever was here before stays as people here have written them, also later
    const made = settled.flatMap(({ member, memberId }): ToCarry[] =>
      memberId === null ? [] : [{ slimsId: member.id, becameId: memberId }],
    );
    const results = settled.filter(({ fate }) => fate === 'merged');
    for (const [i, one] of fresh.entries()) {
      const result = saved[i];
      const { memberId, like } = result ?? {};
      const row = { table: 'member', key: one.member.key };
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
      results.push({ ...one, said: [...one.said, ...alike] });
      if (one.member.isPending) {
        const reason = m.slims_block_pending({}, { locale: 'id' });
        await blockMember(trx, ctx, { memberId, kind: 'manual', reason, untilDate: null });
      }
    }
    await insertCarried(trx, source, 'member', made);
    await tellCame(trx, results.filter(({ fate }) => fate !== 'refused').flatMap(wordsOf));
    return results;
  };

/** The old passwords as they are kept: outside the transaction, for it takes a while. */
async function withPasswords(members: readonly Planned[]): Promise<Coming[]> {
  const coming: Coming[] = [];
  for (let from = 0; from < members.length; from += HASHED_AT_ONCE) {
    const some = members.slice(from, from + HASHED_AT_ONCE).map(async (member) => ({
      ...member,
      passwordHash: member.oldHash === null ? null : await keepOldHash(member.oldHash),
    }));
    coming.push(...(await Promise.all(some)));
  }
  return coming;
}

/** The members of some rows; those that are refused are told of at once. */
function plan({ ledger }: Run, rows: readonly OldRow[], around: MemberSurroundings, seen: Set<number>): Planned[] {
  return rows.flatMap((row): Planned[] => {
    const { facts, ...planned } = planMember(row, around);
    if (facts && !seen.has(planned.id)) {
      seen.add(planned.id);
      return [{ ...planned, facts }];
    }
    if (facts) ledger.say({ table: 'member', key: planned.key, fate: 'refused', code: 'row_repeated' });
    for (const one of facts ? [] : planned.said) ledger.say(one);
    return [];
  });
}

/** Brings the members with their categories; nobody is sent anything. A trial only says what would come. */
export async function carryMembers(run: Run): Promise<void> {
  const { ctx, source, ledger, survey, signal } = run;
  const around = await lookAround(run);
  const seen = new Set<number>();
  const numbers = new Set<string>();
  const note = (settled: readonly Settled[]): void => {
    for (const one of settled) {
      const { member, number, memberId, fate } = one;
      numbers.add(number.toUpperCase());
      if (fate !== 'refused') run.carriedMembers.add(member.id);
      if (run.dryRun && memberId !== null) run.matchedMembers.set(member.id, memberId);
      const isChild = member.said.some(({ code }) => code === 'guardian_missing');
      if (run.dryRun && memberId === null && isChild) run.comingChildren.add(member.id);
      if (fate === 'carried') {
        ledger.count('member', 'carried');
        survey.own.settle(ledger, 'member_custom', member.id, fate);
      }
      for (const said of wordsOf(one)) ledger.say(said);
    }
  };
  let done = 0;
  const refuse = ({ key }: Coming, reason: string): void =>
    ledger.say({ table: 'member', key, fate: 'refused', code: 'saving_refused', params: { reason } });
  await saveBehind(readRowsOf(run.path, 'member'), signal, async (rows) => {
    const planned = plan(run, rows, around, seen);
    const ids = planned.map(({ id }) => id);
    const known = await selectCarriedRows(ctx.db, source, 'member', ids);
    for (const id of known.keys()) {
      run.carriedMembers.add(id);
      ledger.count('member', 'known');
      survey.own.settle(ledger, 'member_custom', id, 'known');
    }
    const fresh = planned.filter(({ id }) => !known.has(id));
    const coming = run.dryRun ? fresh.map((member) => ({ ...member, passwordHash: null })) : await withPasswords(fresh);
    return async () => {
      await followMembers(run, planned, known);
      if (run.dryRun) {
        const facts = fresh.map((member) => member.facts);
        note(settle(coming, await placeNumbers(ctx.db, facts, (upper) => numbers.has(upper))));
      } else await saveHalving(ctx, coming, saveMembers(run), note, refuse);
      await run.onProgress('member', (done += rows.length));
    };
  });
  survey.own.end(ledger, 'member_custom');
}
