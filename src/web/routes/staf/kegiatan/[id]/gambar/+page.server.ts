import { pictureAddress } from '#modules/collection/catalog';
import { getProgram, removeProgramPicture, setProgramPicture } from '#modules/community/programs';
import { PICTURE_MEGABYTES } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { staffProgramPath } from '#web/features/programs/staff-program.server.ts';
import { readUpload } from '#web/kit/form/read-upload.server.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  authorize(ctx, 'programs.manage', program.library.id);
  const { cover } = program;
  return {
    title: program.title,
    back: localizeHref(staffProgramPath(program.id)),
    picture: cover && { src: pictureAddress(cover.key), alt: cover.alt },
    megabytes: PICTURE_MEGABYTES,
  };
};

const back = (id: string): string => localizeHref(staffProgramPath(id, '/gambar'));

export const actions: Actions = {
  simpan: async ({ request, locals: { ctx, services }, params, cookies }) => {
    let values: Record<string, string> = {};
    try {
      const data = await readUpload(request, 'picture');
      values = formValues(data);
      const file = data.get('picture');
      const picture = file instanceof File && file.size > 0 ? file : null;
      await setProgramPicture(ctx, services.storage, idOf(params.id), { alt: values.alt ?? '', picture });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(cookies, 'ok', m.program_picture_saved());
    redirect(303, back(params.id));
  },
  hapus: async (event) =>
    namedForm(event, { form: 'hapus', back: back(event.params.id) }, async (ctx) => {
      await removeProgramPicture(ctx, event.locals.services.storage, idOf(event.params.id));
      return m.program_picture_removed();
    }),
};
