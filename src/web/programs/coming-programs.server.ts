import { listPrograms } from '#modules/programs';
import type { Ctx } from '#platform/context';
import { programCard, type ProgramCard } from './program-words.server.ts';

/** The next programmes that begin, for the home page. @param limit at most so many */
export async function comingPrograms(ctx: Ctx, limit: number): Promise<ProgramCard[]> {
  const { data } = await listPrograms(ctx, { states: ['published'], from: ctx.clock.now(), limit });
  return data.map((program) => programCard(program, ctx.locale));
}
