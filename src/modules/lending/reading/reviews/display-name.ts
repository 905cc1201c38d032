import { recordAudit } from '#modules/ground/audit';
import { getOwnMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { z } from 'zod';
import { selectDisplayName, upsertDisplayName } from '../data/profiles.queries.ts';
import { ownReader } from '../own-reader.ts';
import { displayNameProblem } from '../rules/display-name.ts';
import { displayNameInput } from '../schema.ts';

/** The name under which the reader who is signed in is shown to others; null = none: others read "Anggota". */
export const getDisplayName = async (ctx: Ctx): Promise<string | null> => selectDisplayName(ctx.db, ownReader(ctx).id);

/**
 * Chooses that name; empty takes it back. It holds no way of reaching somebody, and a child's says no part of the real name
 * (`platform.invalid_input`, displayName: `name_says_contact`, `name_says_child`, `too_short`).
 */
export async function setDisplayName(ctx: Ctx, input: string): Promise<void> {
  const { id } = ownReader(ctx);
  const { displayName } = parseInput(z.object({ displayName: displayNameInput }), { displayName: input });
  const member = await getOwnMember(ctx);
  const today = localDate(ctx.clock.now(), member.timeZone);
  const problem = displayName === null ? null : displayNameProblem(displayName, member, today);
  if (problem) throw platformErrors.invalidInput({}, { displayName: problem });
  await ctx.db.transaction().execute(async (trx) => {
    const before = await selectDisplayName(trx, id);
    if (before === displayName) return;
    await upsertDisplayName(trx, { memberId: id, displayName, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'reader.renamed',
      entity: 'member',
      entityId: id,
      libraryId: member.homeLibraryId,
      before: { displayName: before },
      after: { displayName },
    });
  });
}
