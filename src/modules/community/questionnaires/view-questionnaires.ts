import { z } from 'zod';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import type { Questionnaire, QuestionnaireDetail } from './client.ts';
import { findQuestionnaire, selectQuestionnaires } from './data/questionnaires.queries.ts';
import { questionnaireErrors } from './errors.ts';

const cursorShape = z.tuple([cursorInstant, z.number()]);

/** The questionnaires of the libraries where one manages them, the latest change first. */
export async function listQuestionnaires(
  ctx: Ctx,
  { archived = false, cursor, limit }: { archived?: boolean; cursor?: string | undefined; limit: number },
): Promise<{ data: Questionnaire[]; next: string | null }> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const libraries = grantedLibraries(ctx.actor, 'questionnaires.manage');
  const after = decodeCursor(cursor, cursorShape);
  const rows = await selectQuestionnaires(ctx.db, {
    libraries: libraries === 'all' ? null : libraries,
    archived,
    after: after && { changedAt: new Date(after[0]), id: after[1] },
    limit,
    now: ctx.clock.now(),
  });
  return toPage(rows, limit, (row) => [row.changedAt.toISOString(), row.id]);
}

/** One with what its latest version asks. Needs `questionnaires.manage` at its library. Throws `questionnaires.not_found`. */
export async function getQuestionnaire(ctx: Ctx, id: number): Promise<QuestionnaireDetail> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const found = await findQuestionnaire(ctx.db, id, ctx.clock.now());
  if (!found) throw questionnaireErrors.notFound();
  authorize(ctx, 'questionnaires.manage', found.library.id);
  return found;
}

/** A questionnaire as a file that {@link importQuestionnaire} reads again. */
export async function exportQuestionnaire(ctx: Ctx, id: number): Promise<{ fileName: string; body: string }> {
  const { name, content } = await getQuestionnaire(ctx, id);
  return { fileName: `kuesioner-${id}.json`, body: `${JSON.stringify({ name, content }, null, 2)}\n` };
}
