import type { MarkInput, SettleInput } from '#modules/learning/courses';
import type { MarkedWork, PostToSettle, Waiting } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { choiceIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;
/** With the name of a pupil, where whoever reads teaches them. */
type Seen<T> = Omit<T, 'key'> & { name?: string | null };

/** By which names an address says from where both lists are read on. */
const NAMES = { works: 'karya', posts: 'kata' } as const;
type MarkingPage = Record<keyof typeof NAMES, string | undefined>;
export const markingPage = ({ searchParams }: URL): MarkingPage => ({
  works: searchParams.get(NAMES.works) ?? undefined,
  posts: searchParams.get(NAMES.posts) ?? undefined,
});

/** What waits in words. @param path of the page, without a language: files lie below it */
export function markingView(
  { locale }: Pick<Ctx, 'locale'>,
  waiting: { works: readonly Seen<MarkedWork>[]; posts: readonly Seen<PostToSettle>[]; next: Waiting['next'] },
  { zone, path, from }: { zone: string; path: string; from: MarkingPage },
) {
  const goesOn = (list: keyof MarkingPage, target: string) => {
    const cursor = waiting.next[list];
    return {
      next: cursor && `${localizeHref(`${path}?${NAMES[list]}=${encodeURIComponent(cursor)}`)}#${target}`,
      previous: from[list] === undefined ? null : `${localizeHref(path)}#${target}`,
    };
  };
  const at = (instant: Date): string => formatInstant(instant, zone, locale, 'medium');
  const who = ({ name, number }: { name?: string | null; number: number }): string =>
    name ?? m.course_tasks_nth({ number });
  return {
    works: waiting.works.map((work) => ({
      ...{ id: work.id, version: work.version, who: who(work), prompt: work.prompt, text: work.text },
      when: m.course_tasks_handed_in_at({ at: at(work.handedInAt), count: work.tries }),
      file: work.fileName === null ? null : { name: work.fileName, href: localizeHref(`${path}/berkas/${work.id}`) },
      before: work.words,
      rubric: work.rubric.map(({ label, levels }, nth) => ({ label, levels, before: work.marks?.[nth] ?? null })),
    })),
    pages: { works: goesOn('works', 'dinilai'), posts: goesOn('posts', 'diskusi') },
    posts: waiting.posts.map((post) => ({
      ...{
        id: post.id,
        version: post.version,
        state: post.state,
        who: who(post),
        prompt: post.prompt,
        text: post.text,
      },
      isReported: post.reportedAt !== null,
      when: at(post.sentAt),
    })),
  };
}
export type MarkingView = ReturnType<typeof markingView>;

const MOST_LINES = 6;
/** How work was marked in its form. */
export const markOf = (values: Values): MarkInput => ({
  version: versionIn(values),
  state: choiceIn(values, 'state', ['done', 'returned']),
  words: values.words ?? '',
  marks: Array.from({ length: MOST_LINES }, (_, nth) => wholeIn(values, `m${nth}`)).filter((mark) => mark !== null),
});

/** What becomes of words to the others. */
export const settleOf = (values: Values): SettleInput => ({
  version: versionIn(values),
  state: choiceIn(values, 'state', ['shown', 'hidden']),
});
