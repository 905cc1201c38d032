import { makePoster, suggestWords } from '#modules/city/posters';
import { listPrograms } from '#modules/community/programs';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
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
  const { data } = await listPrograms(ctx, { states: ['published', 'running'], limit: MOST_PROGRAMS });
  const own = data.filter(({ library }) => can(ctx.actor, 'posters.make', library.id));
  return [
    { value: NOTICE, label: m.posters_subject_notice() },
    ...own.map(({ id, title, library }) => ({ value: String(id), label: `${title} (${library.name})` })),
  ];
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tentang');
  const choices = await subjects(ctx);
  const looks = { templates: templateChoices(), formats: formatOptions() };
  const programId = idAsked(asked);
  if (programId !== null) {
    const { program, words } = await suggestWords(ctx, programId);
    const { library, title } = program;
    const values = { ...wordValues(words), format: 'a4' };
    return { choices, asked, ...looks, values, about: title, libraries: [], library: library.id };
  }
  if (asked !== NOTICE) return { choices, asked: null, ...looks, values: {}, about: '', libraries: [], library: 0 };
  const { library, libraries } = await findDesk(ctx, ['posters.make']);
  return {
    ...{ choices, asked, ...looks, about: m.posters_subject_notice() },
    values: { 'words.call': m.posters_call_notice(), format: 'a4' },
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
