import { followBroughtMember, foreseeBroughtMember, type FollowedMember } from '#modules/people/members';
import { oneAct } from '#platform/context';
import { updateCarried, type CarriedRow } from '../data/carried.queries.ts';
import type { Said, SaidCode } from '../rules/said.ts';
import { textNumber } from '../rules/text-number.ts';
import type { Run } from '../run.ts';
import type { MemberFacts } from './plan-member.ts';

/** Stands for what the row says of a member. The day of joining is not in it: where the row has none, it is the day of the run. */
export const memberSays = (facts: MemberFacts): number =>
  textNumber(JSON.stringify({ ...facts, number: '', joinedOn: '', homeLibraryId: 0 }));

const CODES: Partial<Record<FollowedMember['outcome'], SaidCode>> = {
  written: 'updated_member',
  changed_here: 'conflict_member_changed_here',
  refused: 'conflict_member_refused',
};

interface Planned {
  id: number;
  key: string;
  facts: MemberFacts;
}

/** @returns what is to be said of it */
async function follow(run: Run, { id, key, facts }: Planned, { becameId, version }: CarriedRow) {
  const { ctx, source, dryRun, tellCame } = run;
  const now = { memberId: becameId, row: facts, version: version ?? 0 };
  const sayOf = (outcome: FollowedMember['outcome']): Said[] => {
    const code = CODES[outcome];
    return code ? [{ table: 'member', key, fate: 'told', code }] : [];
  };
  if (dryRun) return sayOf(await foreseeBroughtMember(ctx.db, now));
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const followed = await followBroughtMember(trx, act, now);
    const said = sayOf(followed.outcome);
    if (followed.outcome !== 'written') return said;
    await updateCarried(trx, source, 'member', { slimsId: id, said: memberSays(facts), version: followed.version });
    await tellCame(trx, said);
    return said;
  });
}

/** Brings members up to date whom SLiMS has changed since they came, and nobody here has. What people have to decide is asked again by the next run. */
export async function followMembers(
  run: Run,
  planned: readonly Planned[],
  known: ReadonlyMap<number, CarriedRow>,
): Promise<void> {
  for (const one of planned) {
    const row = known.get(one.id);
    if (!row || row.said === null || row.said === memberSays(one.facts)) continue;
    run.signal.throwIfAborted();
    for (const said of await follow(run, one, row)) run.ledger.say(said);
  }
}
