import type { RequestEvent } from '@sveltejs/kit';
import { wordsOfBlock, type BlockInput } from '#modules/ground/content';
import type { Block, CommentAnswer, CommentThread, WrittenBlock } from '#modules/ground/content/client';
import {
  acceptLessonSuggestion,
  addLessonComment,
  answerLessonComment,
  getLessonWriting,
  listLessonComments,
  removeLessonComment,
  settleLessonComment,
} from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { accountOf, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatInstant } from '#shared/dates';
import { blockOf, valuesOf } from '#web/features/content/parts/block-form.server.ts';
import { kindName } from '#web/features/content/parts/kind-names.ts';
import { languagesOf } from '#web/features/content/parts/writing-actions.server.ts';
import { done, formAction, type Sent } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';

/** So many letters tell which part it is. */
const TOLD = 70;

/** What a part is called beside what is said of it. */
const partName = (body: Block, called: (body: Block) => string | null): string => {
  const words = wordsOfBlock(body).trim();
  return called(body) ?? (words === '' ? kindName(body.kind) : words.slice(0, TOLD));
};

/** Comments at the parts of a lesson, for the page on which it is written. @param about.called what a task is called; null: it is none */
export async function commentsView(
  ctx: Ctx,
  lessonId: number,
  about: { blocks: readonly WrittenBlock[]; called: (body: Block) => string | null; zone: string },
) {
  const threads = await listLessonComments(ctx, lessonId);
  const own = accountOf(ctx.actor);
  const byId = new Map(about.blocks.map((block) => [block.id, block]));
  const said = ({ id, author, authorId, words, at }: CommentAnswer) => ({
    ...{ id, words, author: author ?? m.coauthors_gone() },
    at: formatInstant(at, about.zone, ctx.locale, 'medium'),
    isOwn: own !== null && authorId === own,
  });
  const view = (thread: CommentThread) => {
    const block = byId.get(thread.blockId);
    return {
      ...said(thread),
      blockId: thread.blockId,
      part: block ? partName(block.body, about.called) : '',
      suggestion: thread.suggestion && wordsOfBlock(thread.suggestion),
      now: block && thread.suggestion ? wordsOfBlock(block.body) : null,
      isOutdated: thread.isOutdated,
      settled: thread.settledAt && m.coauthors_settled_by({ name: thread.settledBy }),
      answers: thread.answers.map(said),
    };
  };
  const views = threads.map(view);
  return {
    open: views.filter(({ settled }) => settled === null),
    settled: views.filter(({ settled }) => settled !== null),
    parts: about.blocks.map(({ id, version, body }) => ({
      value: `${id}.${version}`,
      label: `${kindName(body.kind)}: ${partName(body, about.called)}`,
    })),
  };
}
export type CommentsView = Awaited<ReturnType<typeof commentsView>>;

/** How many comments are open at which parts. */
export const openByPart = ({ open }: CommentsView): ReadonlyMap<number, number> =>
  new Map([...Map.groupBy(open, ({ blockId }) => blockId)].map(([id, all]) => [id, all.length]));

/** A part with other words in it; what it is stays. Throws `platform.invalid_input` where it has no words of its own. */
function otherWords(body: Block, words: string): BlockInput {
  const values = valuesOf(body);
  if (values.text !== undefined) return blockOf(body.kind, { ...values, text: words });
  if (values.words !== undefined) return blockOf(body.kind, { ...values, words });
  throw platformErrors.invalidInput({}, { suggestion: 'coauthors_no_words' });
}

interface Part {
  blockId: number;
  version: number;
}
/** The part that was chosen, with the version that was read. */
function partIn(text: string | undefined): Part {
  const [, id, version] = /^(\d{1,15})\.(\d{1,9})$/.exec(text ?? '') ?? [];
  if (id === undefined) throw platformErrors.invalidInput({}, { part: 'required' });
  return { blockId: Number(id), version: Number(version) };
}

async function suggestionOf(ctx: Ctx, lessonId: number, { blockId, version }: Part, words: string) {
  if (words.trim() === '') return null;
  const { writing } = await getLessonWriting(ctx, lessonId);
  const block = writing.blocks.find(({ id }) => id === blockId);
  if (!block) throw platformErrors.invalidInput({}, { part: 'unknown' });
  return { body: otherWords(block.body, words), version };
}

/** The form actions of comments on the page of a lesson. */
export const commentActions = <E extends RequestEvent>(lessonOf: (params: E['params']) => string) => {
  const back = (url: URL, id?: number): string => `${languagesOf(url)}#${id === undefined ? 'komentar' : `k-${id}`}`;
  return {
    comment: formAction({ form: 'comment', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
      const lessonId = idOf(lessonOf(params));
      const part = partIn(values.part);
      const suggestion = await suggestionOf(ctx, lessonId, part, values.suggestion ?? '');
      const id = await addLessonComment(ctx, lessonId, {
        blockId: part.blockId,
        words: values.words ?? '',
        suggestion,
      });
      return done(m.coauthors_comment_added(), back(url, id));
    }),
    answer: formAction({ form: 'answer', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
      const id = idIn(values, 'commentId');
      await answerLessonComment(ctx, idOf(lessonOf(params)), { id, words: values.words ?? '' });
      return done(m.coauthors_answer_added(), back(url, id));
    }),
    settle: formAction({ form: 'talk', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
      await settleLessonComment(ctx, idOf(lessonOf(params)), { id: idIn(values, 'commentId'), isSettled: true });
      return done(m.coauthors_settled(), back(url));
    }),
    reopen: formAction({ form: 'talk', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
      const id = idIn(values, 'commentId');
      await settleLessonComment(ctx, idOf(lessonOf(params)), { id, isSettled: false });
      return done(m.coauthors_reopened(), back(url, id));
    }),
    accept: formAction({ form: 'talk', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
      await acceptLessonSuggestion(ctx, idOf(lessonOf(params)), idIn(values, 'commentId'));
      return done(m.coauthors_accepted(), back(url));
    }),
    takeBack: formAction({ form: 'talk', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
      await removeLessonComment(ctx, idOf(lessonOf(params)), idIn(values, 'commentId'));
      return done(m.coauthors_taken_back(), back(url));
    }),
  };
};
