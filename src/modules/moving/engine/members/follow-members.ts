import { followBroughtMember, foreseeBroughtMember } from '#modules/people/members';
import type { CarriedRow, CarriedTable } from '../data/carried.queries.ts';
import { followRow } from '../follow-row.ts';
import type { Run } from '../run.ts';
import type { MemberFacts } from './member-facts.ts';

const CODES = {
  written: 'updated_member',
  changed_here: 'conflict_member_changed_here',
  refused: 'conflict_member_refused',
} as const;

/** Brings members up to date whom the old system has changed since they came, and nobody here has. */
export async function followMembers(
  run: Run,
  table: CarriedTable,
  planned: readonly { id: number; key: string; facts: MemberFacts; says: number }[],
  known: ReadonlyMap<number, CarriedRow>,
): Promise<void> {
  for (const { id, key, facts, says } of planned) {
    const row = known.get(id);
    if (!row || row.said === null || row.said === says) continue;
    run.signal.throwIfAborted();
    const now = { memberId: row.becameId, row: facts, version: row.state ?? 0 };
    const told = await followRow(
      run,
      { table, slimsId: id, key, says },
      {
        codes: CODES,
        foresee: async () => foreseeBroughtMember(run.ctx, now),
        follow: async (trx, ctx) => followBroughtMember(trx, ctx, now),
      },
    );
    for (const said of told) run.ledger.say(said);
  }
}
