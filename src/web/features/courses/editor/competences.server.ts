import { competencesById, listCompetences } from '#modules/learning/competences';
import type { NamedCompetence } from '#modules/learning/competences/client';
import type { Ctx } from '#platform/context';

/** More lines are not offered on one page. */
const MOST = 400;

const nameIn = (ctx: Ctx, id: string, en: string): string => (ctx.locale === 'en' && en !== '' ? en : id);

/**
 * Lines of frameworks that can be named, framework by framework, in the language of whoever writes. Those that are named already stand there
 * though they are offered no longer.
 */
export async function competenceChoices(ctx: Ctx, named: readonly number[]) {
  const { data: offered } = await listCompetences(ctx, { limit: MOST });
  const missing = named.filter((id) => offered.every((line) => line.id !== id));
  const lines: NamedCompetence[] = [...offered, ...(await competencesById(ctx.db, missing))];
  const groups = Map.groupBy(lines, ({ framework }) => framework.id);
  return [...groups.values()].map((all) => ({
    key: all[0]?.framework.id ?? 0,
    name: nameIn(ctx, all[0]?.framework.name ?? '', all[0]?.framework.nameEn ?? ''),
    lines: all.map(({ id, canDo, canDoEn }) => ({ value: id, label: nameIn(ctx, canDo, canDoEn) })),
  }));
}
export type CompetenceChoices = Awaited<ReturnType<typeof competenceChoices>>;
