import { enterPaperResults } from '#modules/learning/classes';
import { readPaperCell } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { paperView } from '#web/features/classes/paper-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url, setHeaders }) => {
  // names of children stay in no cache
  setHeaders({ 'cache-control': 'private, no-store' });
  return { view: await paperView(ctx, idOf(params.id), idAsked(url.searchParams.get('pelajaran'))) };
};

export const actions: Actions = {
  default: formAction({ form: 'paper', anywhere: true }, async ({ ctx, params, values }) => {
    const lessonId = idIn(values, 'lessonId');
    const cells = Object.entries(values).flatMap(([name, said]) => {
      const cell = readPaperCell(name);
      return cell ? [{ ...cell, said }] : [];
    });
    const count = await enterPaperResults(ctx, idOf(params.id), { lessonId, cells });
    return done(m.classes_paper_saved({ count }), `?pelajaran=${lessonId}`);
  }),
};
