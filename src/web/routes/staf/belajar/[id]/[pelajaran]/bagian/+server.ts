import type { PageAccess } from '#platform/rights/access';
import { answerPart } from '#web/features/content/parts/writing-endpoints.server.ts';
import { lessonActs } from '#web/features/courses/editor/lesson-acts.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'courses.teach'] };

export const POST: RequestHandler = async ({ locals: { ctx }, params, request }) =>
  answerPart(ctx, request, lessonActs(ctx, params.pelajaran));
