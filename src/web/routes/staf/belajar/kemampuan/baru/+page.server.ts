import { createFramework } from '#modules/learning/competences';
import { TABLE_COLUMNS } from '#modules/learning/competences/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { frameworkOf, ownerOptions, withFaults } from '#web/features/competences/competence-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { fileOrNull, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'courses.manage');
  return { owners: await ownerOptions(ctx), columns: TABLE_COLUMNS.join(', ') };
};

export const actions: Actions = {
  default: formAction({ upload: 'csv', refused: withFaults('new') }, async ({ ctx, values, data }) => {
    const id = await createFramework(ctx, {
      ...frameworkOf(values),
      code: values.code ?? '',
      libraryId: idOrNull(values, 'libraryId'),
      csv: (await fileOrNull(data, 'csv')?.text()) ?? '',
    });
    return done(m.competences_made(), `/staf/belajar/kemampuan/${id}`);
  }),
};
