import type { Post } from '#modules/city/posts/client';
import type { PostInput } from '#modules/city/posts';
import { formatMinute } from '#shared/dates';
import { choiceIn, idAsked, idOrNull, idsIn, minuteIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;
/** What a post is about that has a page of its own. */
export type PostTopic = Exclude<PostInput['subject'], { kind: 'notice' }>;

const PREFIXES = {
  kegiatan: (programId: number): PostTopic => ({ kind: 'program', programId }),
  berita: (pageId: number): PostTopic => ({ kind: 'news', pageId }),
  buku: (bibId: number): PostTopic => ({ kind: 'record', bibId }),
  koleksi: (collectionId: number): PostTopic => ({ kind: 'collection', collectionId }),
  kursus: (courseId: number): PostTopic => ({ kind: 'course', courseId }),
} as const;
const READERS: Readonly<Record<string, ((id: number) => PostTopic) | undefined>> = PREFIXES;

/** The topic that an address or a field names (`kegiatan-12`); null = none of them. */
export function topicAsked(asked: string | null | undefined): PostTopic | null {
  const [, prefix = '', number] = /^([a-z]+)-(\d+)$/.exec(asked ?? '') ?? [];
  const id = idAsked(number);
  return id === null ? null : (READERS[prefix]?.(id) ?? null);
}

const NAMES = { program: 'kegiatan', news: 'berita', record: 'buku', collection: 'koleksi', course: 'kursus' } as const;
/** A topic as {@link topicAsked} reads it; '' = a notice, or what is gone. */
export const topicName = ({ kind, id }: { kind: Post['subject']['kind']; id: number | null }): string =>
  kind === 'notice' || id === null ? '' : `${NAMES[kind]}-${id}`;

/** What a form says of a post. @param topic null = it is a notice */
export function postIn(values: Values, data: FormData, topic: PostTopic | null): PostInput {
  const hasHour = (values.sendMinute ?? '') !== '';
  return {
    subject: topic ?? { kind: 'notice', address: values['subject.address'] ?? '' },
    language: choiceIn(values, 'language', ['id', 'en'] as const),
    title: values.title ?? '',
    body: values.body ?? '',
    pictureId: idOrNull(values, 'pictureId'),
    alt: values.alt ?? '',
    campaign: values.campaign ?? '',
    hashtags: (values.hashtags ?? '').split(/\s+/).filter((tag) => tag !== ''),
    sendOn: values.sendOn || null,
    sendMinute: hasHour ? minuteIn(values, 'sendMinute') : null,
    variants: idsIn(data, 'account').map((accountId) => ({ accountId, ownText: values[`own.${accountId}`] ?? null })),
  };
}

/** `16:00`, as a field of the type `time` has it. */
export const timeValue = (minute: number | null): string => (minute === null ? '' : formatMinute(minute, 'en'));

/** What the fields of a post show at first. */
export const postValues = (post: Post): Record<string, string> => ({
  ...{ title: post.title, body: post.body, alt: post.alt, campaign: post.campaign, language: post.language },
  ...{ hashtags: post.hashtags.join(' '), sendOn: post.sendOn ?? '', sendMinute: timeValue(post.sendMinute) },
  ...{ 'subject.address': post.address ?? '', pictureId: post.picture === null ? '' : String(post.picture.id) },
});
