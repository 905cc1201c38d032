import { nextPrograms } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { programCard, type ProgramCard } from '#web/features/programs/parts/program-words.server.ts';

/** What comes next, for the home page: of a series that runs already its next session. @param limit at most so many */
export async function comingPrograms(ctx: Ctx, limit: number): Promise<ProgramCard[]> {
  const next = await nextPrograms(ctx, limit);
  return next.map(({ program, startsAt, endsAt }) => {
    const runs = program.startsAt !== null && program.startsAt < startsAt;
    return programCard(runs ? { ...program, startsAt, endsAt } : program, ctx.locale);
  });
}
