import { askClassBox } from '#modules/learning/classes';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { askedIn, askView } from '#web/features/classes/box-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => askView(ctx, idOf(params.id));

export const actions: Actions = {
  default: formAction(
    { anywhere: true, refused: (refusal, { data }) => ({ ...refusal, ticked: textsIn(data, 'book') }) },
    async ({ ctx, params, values, data }) => {
      const id = idOf(params.id);
      await askClassBox(ctx, id, askedIn(values, data));
      return done(m.classes_box_asked_said(), `/staf/belajar/kelas/${id}#kotak`);
    },
  ),
};
