import type { PageAccess } from '#platform/rights/access';
import { answerPaste } from '#web/features/content/parts/writing-endpoints.server.ts';
import { lessonActs } from '#web/features/courses/editor/lesson-acts.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'courses.teach'] };

export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) =>
  answerPaste(ctx, request, lessonActs(ctx, params.pelajaran));
