import { fail, redirect } from '@sveltejs/kit';
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
import type { PageAccess } from '#platform/access';
import { authorize, can } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { atFields, libraryOf, libraryValues, spaceOf, versionOf } from '#web/features/libraries/library-form.server.ts';
import { weekFields, weekOf } from '#web/features/libraries/week-form.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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
    mayClose: can(ctx.actor, 'libraries.manage', null),
  };
};

/** Which form of the page was refused, so that its sentence stands beside it. */
type Part = 'data' | 'hours' | 'space' | 'close';

/** Runs one change of the page; a refusal keeps what was typed, a success says so and loads the page anew. */
async function change(
  event: RequestEvent,
  part: Part,
  said: () => string,
  act: (libraryId: number, values: Record<string, string>) => Promise<string | void>,
) {
  const { ctx } = event.locals;
  const values = formValues(await event.request.formData());
  let code: string = event.params.code;
  try {
    const library = await getLibraryByCode(ctx, code);
    code = (await act(library.id, values)) ?? code;
  } catch (error) {
    const refusal = refuseForm(error, ctx, values);
    return fail(refusal.status, { ...refusal.data, part, week: weekFields([], values, ctx.locale) });
  }
  setFlash(event.cookies, 'ok', said());
  redirect(303, localizeHref(`/staf/perpustakaan/${code.toLowerCase()}`));
}

export const actions: Actions = {
  data: async (event) =>
    change(event, 'data', m.libraries_saved, async (id, values) => {
      const { ctx } = event.locals;
      const changed = await updateLibrary(ctx, id, versionOf(values), libraryOf(values, await listLibraries(ctx)));
      return changed.code;
    }),
  hours: async (event) =>
    change(event, 'hours', m.libraries_hours_saved, async (id, values) => {
      const { hours, names } = weekOf(values);
      await replaceOpeningHours(event.locals.ctx, id, versionOf(values), hours).catch((error: unknown) => {
        throw atFields(error, names);
      });
    }),
  addSpace: async (event) =>
    change(event, 'space', m.libraries_space_added, async (id, values) => {
      await addSpace(event.locals.ctx, id, spaceOf(values));
    }),
  saveSpace: async (event) =>
    change(event, 'space', m.libraries_space_saved, async (_id, values) => {
      await updateSpace(event.locals.ctx, idIn(values, 'spaceId'), versionOf(values), spaceOf(values));
    }),
  removeSpace: async (event) =>
    change(event, 'space', m.libraries_space_removed, async (_id, values) => {
      await removeSpace(event.locals.ctx, idIn(values, 'spaceId'), versionOf(values));
    }),
  close: async (event) =>
    change(event, 'close', m.libraries_closed_for_good, async (id, values) => {
      await deactivateLibrary(event.locals.ctx, id, versionOf(values));
    }),
  reopen: async (event) =>
    change(event, 'close', m.libraries_reopened, async (id, values) => {
      await updateLibrary(event.locals.ctx, id, versionOf(values), { active: true });
    }),
};
