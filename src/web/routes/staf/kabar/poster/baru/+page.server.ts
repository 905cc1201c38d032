import { makePoster, suggestWords } from '#modules/city/posters';
import { POSTER_LANGUAGE } from '#modules/city/posters/client';
import { listPrograms } from '#modules/community/programs';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { seenLibraries } from '#platform/rights/authorize';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { posterIn, wordValues } from '#web/features/posters/poster-form.server.ts';
import { formatOptions, POSTERS, templateChoices } from '#web/features/posters/poster-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'posters.make' };

const NOTICE = 'pengumuman';
const MOST_PROGRAMS = 200;

/** What a poster can be about: what is coming where somebody may make posters, and what they write themselves. */
async function subjects(ctx: Ctx) {
  const libraryIds = seenLibraries(ctx, 'posters.make', undefined) ?? undefined;
  const { data } = await listPrograms(ctx, { libraryIds, states: ['published', 'running'], limit: MOST_PROGRAMS });
  return [
    { value: NOTICE, label: m.posters_subject_notice() },
    ...data.map(({ id, title, library }) => ({ value: String(id), label: `${title} (${library.name})` })),
  ];
}

/** What a poster of a programme begins with; null = the programme was called off, or is for nobody. */
async function begun(ctx: Ctx, programId: number) {
  try {
    return await suggestWords(ctx, programId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'posters.subject_gone') return null;
    throw error;
  }
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tentang');
  const choices = await subjects(ctx);
  const looks = { templates: templateChoices(), formats: formatOptions() };
  const programId = idAsked(asked);
  if (programId !== null) {
    const found = await begun(ctx, programId);
    const gone = found === null;
    const values = gone ? {} : { ...wordValues(found.words), format: 'a4' };
    const about = found?.program.title ?? '';
    return { choices, asked, gone, ...looks, values, about, libraries: [], library: 0 };
  }
  const begins = { choices, gone: false, ...looks };
  if (asked !== NOTICE) return { ...begins, asked: null, values: {}, about: '', libraries: [], library: 0 };
  const { library, libraries } = await findDesk(ctx, ['posters.make']);
  return {
    ...{ ...begins, asked, about: m.posters_subject_notice() },
    values: { 'words.call': m.posters_call_notice({}, { locale: POSTER_LANGUAGE }), format: 'a4' },
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    library: library.id,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values, url }) => {
    const programId = idAsked(url.searchParams.get('tentang'));
    const libraryId =
      programId === null ? idIn(values, 'library') : (await suggestWords(ctx, programId)).program.library.id;
    const id = await makePoster(ctx, libraryId, posterIn(values, programId));
    return done(m.posters_made_said(), `${POSTERS}/${id}`);
  }),
};
