import { competencesById } from '#modules/learning/competences';
import { competencesTaughtBy } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { ItemRow } from '../data/items.queries.ts';
import type { TestRow } from '../data/tests.queries.ts';
import { checkItems, type TestCheck } from '../rules/checks.ts';
import { beginningWords } from './beginning.ts';

/** What is to be looked at in a test, what blocks it first. The caller has checked who asks. */
export async function checkTest(
  { db, locale }: Pick<Ctx, 'locale'> & { db: Db | Tx },
  test: Pick<TestRow, 'courseId' | 'perCompetence'>,
  items: readonly ItemRow[],
): Promise<TestCheck[]> {
  const offered = items.filter(({ retiredAt }) => retiredAt === null);
  const ids = [...new Set(offered.map(({ competenceId }) => competenceId))];
  const names = new Map(
    (ids.length === 0 ? [] : await competencesById(db, ids)).map(({ id, canDo, canDoEn }) => [
      id,
      locale === 'en' && canDoEn !== '' ? canDoEn : canDo,
    ]),
  );
  return checkItems(
    offered.map(({ competenceId, body }) => ({ competenceId, prompt: body.prompt })),
    {
      perCompetence: test.perCompetence,
      taught: new Set(await competencesTaughtBy(db, test.courseId)),
      nameOf: (id) => names.get(id) ?? '',
      beginning: beginningWords(),
    },
  );
}
