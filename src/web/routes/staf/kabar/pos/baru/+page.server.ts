import { collectionsByTitle } from '#modules/city/collections';
import { linkOf, makePost, viewSubject } from '#modules/city/posts';
import { listNews } from '#modules/city/site';
import { listPrograms } from '#modules/community/programs';
import { openCoursesByTitle } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { seenLibraries } from '#platform/rights/authorize';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { postChoices } from '#web/features/posts/compose-view.server.ts';
import { postIn, timeValue, topicAsked, topicName, type PostTopic } from '#web/features/posts/post-form.server.ts';
import { CALENDAR, POSTS } from '#web/features/posts/post-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.edit' };

const MOST_OF_EACH = 50;

/** What a post can be about: what is coming, news, collections, courses, or what is written for itself. */
async function subjects(ctx: Ctx) {
  const libraryIds = seenLibraries(ctx, 'news.edit', undefined);
  const programs = await listPrograms(ctx, {
    ...(libraryIds !== null && { libraryIds }),
    states: ['published', 'running'],
    limit: MOST_OF_EACH,
  });
  const { news } = await listNews(ctx, { limit: MOST_OF_EACH });
  const collections = await collectionsByTitle(ctx, '', { limit: MOST_OF_EACH, libraryIds });
  const courses = await openCoursesByTitle(ctx, '', { limit: MOST_OF_EACH, libraryIds });
  return [
    { value: '', label: m.posts_subject_notice() },
    ...programs.data.map(({ id, title, library }) => ({
      value: topicName({ kind: 'program', id }),
      label: `${title} (${library.name})`,
    })),
    ...news.map(({ id, title }) => ({
      ...{ value: topicName({ kind: 'news', id }), label: m.posts_subject_news({ title }) },
    })),
    ...collections.map(({ id, title }) => ({
      ...{ value: topicName({ kind: 'collection', id }), label: m.posts_subject_collection({ title }) },
    })),
    ...courses.map(({ id, title }) => ({
      ...{ value: topicName({ kind: 'course', id }), label: m.posts_subject_course({ title }) },
    })),
  ];
}

/** What an address says that it is about; null = a notice. */
function topicIn(params: URLSearchParams): PostTopic | null {
  const bibId = idAsked(params.get('buku'));
  return topicAsked(params.get('tentang')) ?? (bibId === null ? null : { kind: 'record', bibId });
}

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const { library: desk, libraries } = await findDesk(ctx, ['news.edit']);
  const asked = idAsked(url.searchParams.get('perpustakaan'));
  const library = libraries.find(({ id }) => id === asked) ?? desk;
  const topic = topicIn(url.searchParams);
  const { subject, words } = await viewSubject(ctx, topic ?? { kind: 'notice' }, 'id');
  const options = await subjects(ctx);
  const name = url.searchParams.get('tentang') ?? '';
  const choices = await postChoices(ctx, library.id);
  return {
    ...{
      choices,
      options,
      about: topic === null ? '' : name,
      book: url.searchParams.get('buku') ?? '',
      notice: topic === null,
    },
    ...{ words, gone: subject.state === 'gone', link: linkOf(services.config.publicUrl, subject.leadsTo, null) },
    library: library.id,
    libraries: libraries.map((one) => ({ value: one.id, label: one.name })),
    back: CALENDAR,
    values: {
      ...{
        title: subject.title,
        body: topic?.kind === 'program' ? '{judul}\n{tanggal}, {jam}, {tempat}' : '',
        language: 'id',
      },
      ...{ hashtags: choices.suggest.hashtags.join(' '), campaign: url.searchParams.get('kampanye') ?? '' },
      ...{ sendOn: url.searchParams.get('hari') ?? '' },
      sendMinute: url.searchParams.has('hari') ? timeValue(choices.suggest.minute) : '',
    },
  };
};

export const actions: Actions = {
  default: formAction(
    { refused: (refusal, { data }) => ({ ...refusal, ticked: idsIn(data, 'account') }) },
    async ({ ctx, values, data, url }) => {
      const id = await makePost(ctx, idIn(values, 'library'), postIn(values, data, topicIn(url.searchParams)));
      return done(m.posts_made_said(), `${POSTS}/${id}`);
    },
  ),
};
