import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import type { PostToSettle, Waiting, WaitingPage } from '../client.ts';
import { isOpenPost, selectPosts, type Group } from '../data/posts.queries.ts';
import { selectWaitingWorks } from '../data/works.queries.ts';
import { hashOf } from '../learning/learner.ts';
import { said } from '../rules/tasks.ts';

/** So much is shown at once. */
const AT_ONCE = 50;
const afterWork = z.tuple([cursorInstant, z.number()]).transform(([at, id]) => ({ at: new Date(at), id }));
const afterPost = z
  .tuple([z.number(), cursorInstant, z.number()])
  .transform(([open, at, id]) => ({ isOpen: open === 1, at: new Date(at), id }));

/**
 * What of a group waits to be marked, the oldest first, and all that its people said to each other, page by page. Whoever calls has seen that they
 * may read it. Throws `platform.invalid_input` for a cursor that is none.
 * @param keys of browsers, by which a teacher knows who it is; nobody else is told
 */
export async function waitingOf(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  group: Group,
  { works: worksFrom, posts: postsFrom, limit = AT_ONCE }: WaitingPage,
  keys: readonly string[] = [],
): Promise<Waiting> {
  const byHash = new Map(keys.map((key) => [hashOf(key).toString('hex'), key]));
  const works = toPage(
    await selectWaitingWorks(db, group, { after: decodeCursor(worksFrom, afterWork), limit: limit + 1 }),
    limit,
    ({ handedInAt, id }) => [handedInAt.toISOString(), id],
  );
  const posts = toPage(
    await selectPosts(db, group, { after: decodeCursor(postsFrom, afterPost), limit: limit + 1 }),
    limit,
    (post) => [isOpenPost(post) ? 1 : 0, post.sentAt.toISOString(), post.id],
  );
  return {
    next: { works: works.next, posts: posts.next },
    works: works.data.flatMap(({ body, key, ...work }) =>
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
    posts: posts.data.map(({ key, prompt, ...post }): PostToSettle => ({
      ...post,
      key: byHash.get(key ?? '') ?? null,
      prompt: said(prompt, locale),
    })),
  };
}
