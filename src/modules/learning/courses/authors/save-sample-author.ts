import { addComment, readWriting, spansOf } from '#modules/ground/content';
import type { Actor } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { writeAuthor } from '../data/authors.queries.ts';
import { selectLessons } from '../data/lessons.queries.ts';

interface SampleComment {
  accountId: number;
  name: string;
  words: string;
  /** Other words for the part; null: nothing is suggested. */
  suggestion: string | null;
  at: Date;
}

const actorOf = (id: number, name: string): Actor => ({
  kind: 'account',
  ...{ id, username: '', name, grants: [], scopes: null, homeLibraryId: null, sessionId: null },
});

/** Lets somebody write a course, with what is said of the texts of its first lesson, one after the other: for samples. */
export async function saveSampleAuthor(
  trx: Tx,
  about: { courseId: number; accountId: number; invitedBy: string; at: Date; comments: readonly SampleComment[] },
): Promise<void> {
  const { courseId, accountId, invitedBy, at, comments } = about;
  await writeAuthor(trx, { courseId, accountId, invitedBy, invitedById: null, at });
  const [lesson] = await selectLessons(trx, courseId);
  if (!lesson) return;
  const { blocks } = await readWriting({ db: trx, actor: actorOf(accountId, '') }, lesson.writingId);
  const texts = blocks.filter(({ body }) => body.kind === 'text');
  for (const [nth, { accountId: by, name, words, suggestion, at: saidAt }] of comments.entries()) {
    const block = texts[nth % texts.length];
    if (!block) return;
    const said =
      suggestion === null
        ? null
        : { body: { kind: 'text' as const, spans: spansOf(suggestion) }, version: block.version };
    const ctx = { actor: actorOf(by, name), clock: { now: () => saidAt } };
    await addComment(trx, ctx, lesson.writingId, { blockId: block.id, words, suggestion: said });
  }
}
