import { collectionsByTitle } from '#modules/city/collections';
import { makePoster, suggestCollectionWords, suggestCourseWords, suggestWords } from '#modules/city/posters';
import { CAMPAIGN_LENGTH, POSTER_LANGUAGE } from '#modules/city/posters/client';
import { listPrograms } from '#modules/community/programs';
import { openCoursesByTitle } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { seenLibraries } from '#platform/rights/authorize';
import { campaignWords } from '#web/features/campaigns/parts/campaign-words.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import {
  posterIn,
  topicAsked,
  topicName,
  wordValues,
  type PosterTopic,
} from '#web/features/posters/poster-form.server.ts';
import { formatOptions, POSTERS, templateChoices } from '#web/features/posters/poster-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'posters.make' };

const NOTICE = 'pengumuman';
const MOST_PROGRAMS = 200;
const MOST_COLLECTIONS = 50;
const MOST_COURSES = 50;

/** What a poster can be about: what is coming where somebody may make posters, collections, courses, and what they write themselves. */
async function subjects(ctx: Ctx) {
  const libraryIds = seenLibraries(ctx, 'posters.make', undefined);
  const { data } = await listPrograms(ctx, {
    ...(libraryIds !== null && { libraryIds }),
    states: ['published', 'running'],
    limit: MOST_PROGRAMS,
  });
  const collections = await collectionsByTitle(ctx, '', { limit: MOST_COLLECTIONS, libraryIds });
  const courses = await openCoursesByTitle(ctx, '', { limit: MOST_COURSES, libraryIds });
  return [
    { value: NOTICE, label: m.posters_subject_notice() },
    ...data.map(({ id, title, library }) => ({
      value: topicName({ kind: 'program', programId: id }),
      label: `${title} (${library.name})`,
    })),
    ...collections.map(({ id, title }) => ({
      value: topicName({ kind: 'collection', collectionId: id }),
      label: m.posters_subject_collection({ title }),
    })),
    ...courses.map(({ id, title }) => ({
      value: topicName({ kind: 'course', courseId: id }),
      label: m.posters_subject_course({ title }),
    })),
  ];
}

/** What a poster begins with: its words, and whose it is (null = whoever makes it says so). */
async function begins(ctx: Ctx, topic: PosterTopic) {
  if (topic.kind === 'collection') {
    const { collection, words } = await suggestCollectionWords(ctx, topic.collectionId);
    return { words, title: collection.title, libraryId: collection.libraryId };
  }
  if (topic.kind === 'course') {
    const { course, words } = await suggestCourseWords(ctx, topic.courseId);
    return { words, title: course.title, libraryId: course.libraryId };
  }
  const { program, words } = await suggestWords(ctx, topic.programId);
  return { words, title: program.title, libraryId: program.library.id };
}

/** The same; null = it was called off or withdrawn, or is for nobody. */
async function begun(ctx: Ctx, topic: PosterTopic) {
  try {
    return await begins(ctx, topic);
  } catch (error) {
    if (error instanceof AppError && error.code === 'posters.subject_gone') return null;
    throw error;
  }
}

/** Libraries whose poster it can be, with the one of the desk first. */
async function ownLibraries(ctx: Ctx) {
  const { library, libraries } = await findDesk(ctx, ['posters.make']);
  return { library: library.id, libraries: libraries.map(({ id, name }) => ({ value: id, label: name })) };
}
const NO_LIBRARIES = { library: 0, libraries: [] };

/** Words of campaigns for a poster of this library, or of one of those that can still be chosen. */
const campaignsFor = async (ctx: Ctx, libraryId: number | null, { libraries }: { libraries: { value: number }[] }) =>
  campaignWords(ctx, libraryId === null ? libraries.map(({ value }) => value) : [libraryId]);

/** The word of a campaign that an address names; empty = none. */
const campaignAsked = ({ searchParams }: URL): string =>
  (searchParams.get('kampanye') ?? '').trim().slice(0, CAMPAIGN_LENGTH).toWellFormed().replaceAll('\0', '');

/** `?tentang=12&kampanye=dongeng-2026`: what it is about, and of which campaign it is. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tentang');
  const campaign = campaignAsked(url);
  const looks = { campaign, choices: await subjects(ctx), templates: templateChoices(), formats: formatOptions() };
  const topic = topicAsked(asked);
  if (topic !== null) {
    const found = await begun(ctx, topic);
    const own = found?.libraryId === null ? await ownLibraries(ctx) : NO_LIBRARIES;
    const values = found === null ? {} : { ...wordValues(found.words), format: 'a4', campaign };
    const campaigns = found === null ? [] : await campaignsFor(ctx, found.libraryId, own);
    return {
      ...{ ...looks, ...own, campaigns, asked, gone: found === null, notice: false, values },
      about: found?.title ?? '',
    };
  }
  const open = { ...looks, gone: false };
  if (asked !== NOTICE) {
    return { ...open, ...NO_LIBRARIES, campaigns: [], asked: null, notice: false, values: {}, about: '' };
  }
  const own = await ownLibraries(ctx);
  return {
    ...{ ...open, ...own, campaigns: await campaignsFor(ctx, null, own) },
    ...{ asked, notice: true, about: m.posters_subject_notice() },
    values: { 'words.call': m.posters_call_notice({}, { locale: POSTER_LANGUAGE }), format: 'a4', campaign },
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values, url }) => {
    const topic = topicAsked(url.searchParams.get('tentang'));
    const own = topic === null ? null : (await begins(ctx, topic)).libraryId;
    const id = await makePoster(ctx, own ?? idIn(values, 'library'), posterIn(values, topic));
    return done(m.posters_made_said(), `${POSTERS}/${id}`);
  }),
};
