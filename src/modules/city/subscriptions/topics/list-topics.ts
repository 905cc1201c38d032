import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { LetterTopic } from '../client.ts';
import { countByTopic, selectTopics } from '../data/topics.queries.ts';

/** What letters can be about today, with how many get them. Inside the house only: no permission is checked. */
export async function listLetterTopics(
  db: Db | Tx,
): Promise<(Pick<LetterTopic, 'id' | 'code' | 'name' | 'libraryId'> & { subscribers: number })[]> {
  const [topics, counts] = [await selectTopics(db), await countByTopic(db)];
  return topics
    .filter(({ archived }) => !archived)
    .map(({ id, code, name, libraryId }) => ({ id, code, name, libraryId, subscribers: counts.get(id) ?? 0 }));
}

/** What everybody can choose among. */
export const openTopics = async (ctx: Pick<Ctx, 'db'>): Promise<LetterTopic[]> =>
  (await selectTopics(ctx.db)).filter(({ archived }) => !archived);

/** All topics with how many get letters about them. Needs `news.send`. */
export async function viewTopics(ctx: Ctx): Promise<(LetterTopic & { subscribers: number })[]> {
  authorizeAnywhere(ctx, 'news.send');
  const [topics, counts] = [await selectTopics(ctx.db), await countByTopic(ctx.db)];
  return topics.map((topic) => ({ ...topic, subscribers: counts.get(topic.id) ?? 0 }));
}

/** One of them. Needs `news.send`. null: there is none. */
export const findTopic = async (ctx: Ctx, id: number): Promise<(LetterTopic & { subscribers: number }) | null> =>
  (await viewTopics(ctx)).find((topic) => topic.id === id) ?? null;
