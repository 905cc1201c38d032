import {
  addPhoto,
  changePhotoCaption,
  listPhotos,
  movePhoto,
  removePhoto,
  whoIsToBeAsked,
} from '#modules/community/program-papers';
import { MAX_PHOTOS, PHOTO_MEGABYTES } from '#modules/community/program-papers/client';
import { getProgram } from '#modules/community/programs';
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
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

const here = (id: number): string => localizeHref(staffProgramPath(id, '/dokumentasi'));

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  authorize(ctx, 'programs.manage', program.library.id);
  const photos = await listPhotos(ctx, program.id);
  return {
    title: program.title,
    back: localizeHref(staffProgramPath(program.id, '/dokumen')),
    reportHref: localizeHref(staffProgramPath(program.id, '/dokumen/pdf/laporan')),
    photos: photos.map(({ id, caption, width, height, agreedBy }, at) => ({
      id,
      caption,
      width,
      height,
      agreedBy,
      src: localizeHref(staffProgramPath(program.id, `/dokumentasi/${id}/foto`)),
      first: at === 0,
      last: at === photos.length - 1,
    })),
    toAsk: await whoIsToBeAsked(ctx, program.id),
    room: MAX_PHOTOS - photos.length,
    most: MAX_PHOTOS,
    megabytes: PHOTO_MEGABYTES,
  };
};

const move = (by: -1 | 1) => async (event: RequestEvent) => {
  const programId = idOf(event.params.id);
  return namedForm(event, { form: 'urut', back: here(programId) }, async (ctx, { foto }) => {
    await movePhoto(ctx, { programId, id: idOf(foto ?? '') }, by);
    return m.photos_moved();
  });
};

export const actions: Actions = {
  tambah: async ({ request, locals: { ctx, services }, params, cookies }) => {
    const id = idOf(params.id);
    let values: Record<string, string> = {};
    try {
      const data = await readUpload(request, 'photo');
      values = formValues(data);
      const photo = data.get('photo');
      await addPhoto(ctx, services.storage, id, {
        caption: values.caption ?? '',
        agreed: values.agreed === 'true',
        photo: photo instanceof File ? photo : new Blob(),
      });
    } catch (error) {
      const refused = refuseForm(error, ctx, values);
      return fail(refused.status, { ...refused.data, form: 'tambah' });
    }
    setFlash(cookies, 'ok', m.photos_added());
    redirect(303, here(id));
  },
  simpan: async (event) => {
    const programId = idOf(event.params.id);
    return namedForm(event, { form: 'simpan', back: here(programId) }, async (ctx, { foto, caption }) => {
      await changePhotoCaption(ctx, { programId, id: idOf(foto ?? '') }, { caption: caption ?? '' });
      return m.photos_caption_saved();
    });
  },
  naik: move(-1),
  turun: move(1),
  hapus: async (event) => {
    const programId = idOf(event.params.id);
    return namedForm(event, { form: 'hapus', back: here(programId) }, async (ctx, { foto }) => {
      await removePhoto(ctx, event.locals.services.storage, { programId, id: idOf(foto ?? '') });
      return m.photos_removed();
    });
  },
};
