import {
  addSpace,
  deactivateLibrary,
  getLibraryByCode,
  listLibraries,
  listSpaces,
  removeSpace,
  replaceOpeningHours,
  updateLibrary,
  updateSpace,
} from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { authorize, can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { atFields, libraryOf, libraryValues, spaceOf } from '#web/features/libraries/library-form.server.ts';
import { weekFields, weekOf } from '#web/features/libraries/week-form.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import { type RefusedForm, formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'libraries.manage' },
  actions: { close: { may: 'libraries.manage', network: true } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const library = await getLibraryByCode(ctx, params.code);
  authorize(ctx, 'libraries.manage', library.id);
  return {
    library: { id: library.id, name: library.name, version: library.version, active: library.active },
    values: libraryValues(library, await listLibraries(ctx)),
    week: weekFields(library.openingHours, null, ctx.locale),
    spaces: await listSpaces(ctx, library.id),
    panels: await panelsOf(ctx, { page: 'library', id: library.id }),
    mayClose: can(ctx.actor, 'libraries.manage', null),
  };
};

/** Which form of the page was refused, so that its sentence stands beside it. */
type Part = 'data' | 'hours' | 'space' | 'close';

const of = (part: Part) => ({
  refused: (refusal: FormRefusal, { ctx, values }: RefusedForm) => ({
    ...refusal,
    part,
    week: weekFields([], values, ctx.locale),
  }),
});
const libraryAt = async (ctx: Ctx, { code }: { code: string }): Promise<number> =>
  (await getLibraryByCode(ctx, code)).id;

export const actions: Actions = {
  data: formAction(of('data'), async ({ ctx, params, values }) => {
    const id = await libraryAt(ctx, params);
    const input = libraryOf(values, await listLibraries(ctx));
    const { code } = await updateLibrary(ctx, id, versionIn(values), input);
    return done(m.libraries_saved(), `/staf/perpustakaan/${code.toLowerCase()}`);
  }),
  hours: formAction(of('hours'), async ({ ctx, params, values }) => {
    const id = await libraryAt(ctx, params);
    const { hours, names } = weekOf(values);
    await replaceOpeningHours(ctx, id, versionIn(values), hours).catch((error: unknown) => {
      throw atFields(error, names);
    });
    return m.libraries_hours_saved();
  }),
  addSpace: formAction(of('space'), async ({ ctx, params, values }) => {
    await addSpace(ctx, await libraryAt(ctx, params), spaceOf(values));
    return m.libraries_space_added();
  }),
  saveSpace: formAction(of('space'), async ({ ctx, values }) => {
    await updateSpace(ctx, idIn(values, 'spaceId'), versionIn(values), spaceOf(values));
    return m.libraries_space_saved();
  }),
  removeSpace: formAction(of('space'), async ({ ctx, values }) => {
    await removeSpace(ctx, idIn(values, 'spaceId'), versionIn(values));
    return m.libraries_space_removed();
  }),
  close: formAction(of('close'), async ({ ctx, params, values }) => {
    await deactivateLibrary(ctx, await libraryAt(ctx, params), versionIn(values));
    return m.libraries_closed_for_good();
  }),
  reopen: formAction(of('close'), async ({ ctx, params, values }) => {
    await updateLibrary(ctx, await libraryAt(ctx, params), versionIn(values), { active: true });
    return m.libraries_reopened();
  }),
};
