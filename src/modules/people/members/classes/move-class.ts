import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { updateMemberRow } from '../data/members.queries.ts';
import { lockClassLists, selectPupils } from '../data/pupils.queries.ts';
import { memberErrors } from '../errors.ts';

const moveInput = z.object({
  from: requiredText(30),
  /** Empty: the pupils leave the school's classes. */
  to: z.string().trim().max(30),
  /** Numbers of the pupils whom the preview showed; when others are in the class by now, nobody moves. */
  shown: z.array(z.string().max(40)).max(500).optional(),
});
export type ClassMove = z.input<typeof moveInput>;

/** Who would move, and who is in the goal already. */
export interface PlannedMove {
  from: string;
  /** null = they leave the classes */
  to: string | null;
  moving: { number: string; fullName: string }[];
  there: { number: string; fullName: string }[];
}

const named = ({ number, fullName }: { number: string; fullName: string }) => ({ number, fullName });

function readMove(ctx: Ctx, libraryId: number, input: ClassMove) {
  authorize(ctx, 'members.edit', libraryId);
  const move = parseInput(moveInput, input);
  if (move.from === move.to) throw platformErrors.invalidInput({}, { to: 'same_class' });
  return move;
}

/** What a new school year would do to a class; nothing is kept. Permission `members.edit` at the library. */
export async function planClassMove(ctx: Ctx, libraryId: number, input: ClassMove): Promise<PlannedMove> {
  const { from, to } = readMove(ctx, libraryId, input);
  const [moving, there] = await Promise.all([
    selectPupils(ctx.db, libraryId, from),
    to === '' ? [] : selectPupils(ctx.db, libraryId, to),
  ]);
  return { from, to: to || null, moving: moving.map(named), there: there.map(named) };
}

/**
 * A new school year: a whole class goes up (4A → 5A). Without a goal the pupils leave the school's classes; their cards stay. Nobody
 * who is in the goal already is touched. Permission `members.edit` at the library. Throws `members.class_changed` when other pupils than those
 * shown are in the class. @returns how many moved
 */
export async function moveClass(ctx: Ctx, libraryId: number, input: ClassMove): Promise<number> {
  const { from, to, shown } = readMove(ctx, libraryId, input);
  return ctx.db.transaction().execute(async (trx) => {
    await lockClassLists(trx, libraryId);
    const pupils = await selectPupils(trx, libraryId, from);
    const now = pupils.map(({ number }) => number).toSorted();
    if (shown && now.join('\n') !== shown.toSorted().join('\n')) throw memberErrors.classChanged({ class: from });
    // by number, as whoever else changes several members
    for (const { id } of pupils.toSorted((a, b) => (a.number < b.number ? -1 : 1))) {
      await updateMemberRow(trx, id, { className: to || null }, ctx.clock.now());
    }
    await recordAudit(trx, ctx, {
      action: 'class.moved',
      entity: 'library',
      entityId: libraryId,
      libraryId,
      after: { from, to: to || null, members: pupils.map(({ id }) => id) },
    });
    return pupils.length;
  });
}
