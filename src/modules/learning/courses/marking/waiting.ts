import type { Ctx } from '#platform/context';
import type { PostToSettle, Waiting } from '../client.ts';
import { selectPosts, type Group } from '../data/posts.queries.ts';
import { selectWaitingWorks } from '../data/works.queries.ts';
import { hashOf } from '../learning/learner.ts';
import { said } from '../rules/tasks.ts';

/** So much work is shown at once. */
const AT_ONCE = 50;

/**
 * What of a group waits to be marked, the oldest first, and what its people said to each other. Whoever calls has seen that they may read it.
 * @param keys of browsers, by which a teacher knows who it is; nobody else is told
 */
export async function waitingOf(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  group: Group,
  keys: readonly string[] = [],
): Promise<Waiting> {
  const byHash = new Map(keys.map((key) => [hashOf(key).toString('hex'), key]));
  const works = await selectWaitingWorks(db, group, AT_ONCE);
  const posts = await selectPosts(db, group);
  return {
    works: works.flatMap(({ body, key, ...work }) =>
      body.kind === 'assignment'
        ? [
            {
              ...work,
              key: byHash.get(key ?? '') ?? null,
              prompt: said(body.prompt, locale),
              rubric: body.rubric.map(({ label, levels }) => ({
                label: said(label, locale),
                levels: levels.map((level) => said(level, locale)),
              })),
            },
          ]
        : [],
    ),
    posts: posts.map(({ key, prompt, ...post }): PostToSettle => ({
      ...post,
      key: byHash.get(key ?? '') ?? null,
      prompt: said(prompt, locale),
    })),
  };
}
