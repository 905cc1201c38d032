import { pictureAddress } from '#modules/collection/catalog';
import { getProgram, removeProgramPicture, setProgramPicture } from '#modules/community/programs';
import { PICTURE_MEGABYTES } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { fileOrNull } from '#web/kit/form/read-fields.server.ts';
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

export const actions: Actions = {
  save: formAction({ upload: 'picture' }, async ({ ctx, services, params, values, data }) => {
    const picture = { alt: values.alt ?? '', picture: fileOrNull(data, 'picture') };
    await setProgramPicture(ctx, services.storage, idOf(params.id), picture);
    return m.program_picture_saved();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, services, params }) => {
    await removeProgramPicture(ctx, services.storage, idOf(params.id));
    return m.program_picture_removed();
  }),
};
