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
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { fileOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

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

const photoOf = ({ id }: { id: string }, { foto = '' }: Record<string, string>) => ({
  programId: idOf(id),
  id: idOf(foto),
});
const move = (by: -1 | 1) =>
  formAction<RequestEvent, string>({ form: 'urut' }, async ({ ctx, params, values }) => {
    await movePhoto(ctx, photoOf(params, values), by);
    return m.photos_moved();
  });

export const actions: Actions = {
  add: formAction({ form: 'add', upload: 'photo' }, async ({ ctx, services, params, values, data }) => {
    await addPhoto(ctx, services.storage, idOf(params.id), {
      caption: values.caption ?? '',
      agreed: values.agreed === 'true',
      photo: fileOrNull(data, 'photo') ?? new Blob(),
    });
    return m.photos_added();
  }),
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    await changePhotoCaption(ctx, photoOf(params, values), { caption: values.caption ?? '' });
    return m.photos_caption_saved();
  }),
  up: move(-1),
  down: move(1),
  remove: formAction({ form: 'remove' }, async ({ ctx, services, params, values }) => {
    await removePhoto(ctx, services.storage, photoOf(params, values));
    return m.photos_removed();
  }),
};
