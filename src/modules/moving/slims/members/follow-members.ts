import { followBroughtMember, foreseeBroughtMember, type FollowedMember } from '#modules/people/members';
import { updateCarried, type CarriedRow } from '../data/carried.queries.ts';
import type { Said, SaidCode } from '../rules/said.ts';
import type { Run } from '../run.ts';
import { inOneOrRefused } from '../save-in-batches.ts';
import type { MemberFacts } from './plan-member.ts';

const CODES: Partial<Record<FollowedMember['outcome'], SaidCode>> = {
  written: 'updated_member',
  changed_here: 'conflict_member_changed_here',
  refused: 'conflict_member_refused',
};

interface Planned {
  id: number;
  key: string;
  facts: MemberFacts;
  says: number;
}

/** @returns what is to be said of it */
async function follow(run: Run, { id, key, facts, says }: Planned, { becameId, state }: CarriedRow): Promise<Said[]> {
  const { ctx, source, dryRun, tellCame } = run;
  const now = { memberId: becameId, row: facts, version: state ?? 0 };
  const sayOf = (outcome: FollowedMember['outcome']): Said[] => {
    const code = CODES[outcome];
    return code ? [{ table: 'member', key, fate: 'told', code }] : [];
  };
  if (dryRun) return sayOf(await foreseeBroughtMember(ctx, now));
  return inOneOrRefused(
    ctx,
    async (trx, act) => {
      const followed = await followBroughtMember(trx, act, now);
      const said = sayOf(followed.outcome);
      if (!('version' in followed)) return said;
      await updateCarried(trx, source, 'member', { slimsId: id, said: says, state: followed.version });
      await tellCame(trx, said);
      return said;
    },
    () => sayOf('refused'),
  );
}

/** Brings members up to date whom SLiMS has changed since they came, and nobody here has. What people have to decide is asked again by the next run. */
export async function followMembers(
  run: Run,
  planned: readonly Planned[],
  known: ReadonlyMap<number, CarriedRow>,
): Promise<void> {
  for (const one of planned) {
    const row = known.get(one.id);
    if (!row || row.said === null || row.said === one.says) continue;
    run.signal.throwIfAborted();
    for (const said of await follow(run, one, row)) run.ledger.say(said);
  }
}
