import { followBroughtMember, foreseeBroughtMember, type FollowedMember } from '#modules/people/members';
import { oneAct } from '#platform/context';
import { updateCarried, type CarriedRow } from '../data/carried.queries.ts';
import type { SaidCode } from '../rules/said.ts';
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

async function follow(run: Run, { id, facts }: Planned, { becameId, version }: CarriedRow) {
  const { ctx, source, dryRun } = run;
  const now = { memberId: becameId, row: facts, version: version ?? 0 };
  if (dryRun) return foreseeBroughtMember(ctx.db, now);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const followed = await followBroughtMember(trx, act, now);
    if (followed.outcome === 'written') {
      await updateCarried(trx, source, 'member', { slimsId: id, said: memberSays(facts), version: followed.version });
    }
    return followed.outcome;
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
    const code = CODES[await follow(run, one, row)];
    if (code) run.ledger.say({ table: 'member', key: one.key, fate: 'told', code });
  }
}
