import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { blockMember, saveMemberBatch, type MovingIn } from '#modules/people/members';
import type { Overlay } from '../client.ts';
import type { MemberEntry } from '../entries.ts';
import { nothingSaved, placeOf, type Saved } from './saved.ts';

/** Saves the members of a batch. */
export async function saveMembers(
  trx: Tx,
  ctx: Ctx,
  entries: readonly MemberEntry[],
  overlay: Overlay,
): Promise<Saved> {
  const result = nothingSaved();
  const saved = await saveMemberBatch(
    trx,
    ctx,
    entries.map((entry) => entry.row),
    overlay === 'replace' ? 'replace' : 'skip',
    movingIn(entries),
  );
  for (const [i, entry] of entries.entries()) {
    const one = saved[i];
    const row = { ...placeOf(entry), bibId: null };
    if (one?.outcome === 'created') {
      result.tally.created += 1;
      result.tally.members += 1;
      for (const block of entry.moved?.blocks ?? []) {
        if (one.memberId !== undefined)
          await blockMember(trx, ctx, { memberId: one.memberId, kind: 'manual', ...block });
      }
      if (one.like !== undefined) {
        const params = { number: one.number, like: one.like };
        result.rows.push({ ...row, outcome: 'warning', code: 'imports.member_maybe', params });
      }
    } else if (one?.outcome === 'updated') {
      result.tally.updated += 1;
      result.tally.members += 1;
      result.rows.push({ ...row, outcome: 'updated', code: 'imports.member_replaced', params: {} });
    } else if (one?.outcome === 'skipped') {
      result.tally.skipped += 1;
      const code = one.reasons.number === 'repeated' ? 'imports.member_repeated' : 'imports.member_there';
      result.rows.push({ ...row, outcome: 'skipped', code, params: {} });
    } else {
      result.tally.failed += 1;
      const [field = '', reason = 'invalid'] = Object.entries(one?.reasons ?? {})[0] ?? [];
      result.rows.push({ ...row, outcome: 'failed', code: 'imports.member_refused', params: { field, reason } });
    }
  }
  return result;
}

/** The passwords of those who come with a whole system; undefined where it is a list alone. */
function movingIn(entries: readonly MemberEntry[]): MovingIn | undefined {
  if (entries.every(({ moved }) => moved === undefined)) return undefined;
  const hashes = entries.flatMap(({ row, moved }) =>
    moved?.passwordHash ? [[row.number, moved.passwordHash] as const] : [],
  );
  return { passwordHashes: new Map(hashes) };
}
