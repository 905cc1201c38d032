import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { requireLearning, requirePupil } from '#modules/learning/classes';
import { answerTask, requireLearner, viewLesson } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { AppError, platformErrors } from '#platform/errors';
import { id } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { explainError } from '#platform/requests/problem';
import { readRequestKey } from '#platform/requests/request-key';
import type { PageAccess } from '#platform/rights/access';
import { taskIn } from '#web/features/courses/lesson-view.server.ts';
import { keepLearnerKey, learnerOf } from '#web/features/courses/parts/learner-key.server.ts';
import { markOf } from '#web/features/courses/parts/whose-page.server.ts';
import { answerOf } from '#web/features/courses/read-answer.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { MAX_FIELDS } from '#web/kit/offline/lesson-rules.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** What the worker of the app sends of an answer that waited (src/web/kit/offline/lesson-rules.ts). `learner` = whose it is, `pupil` = who learnt by a class. */
const sent = z.object({
  learner: z.string().max(40),
  pupil: z.boolean(),
  task: id,
  fields: z.string().max(MAX_FIELDS),
});

/** An answer that waited for the network, with its own key: however often it is sent, it is one try. */
export const POST: RequestHandler = async ({ request, params, cookies, url, getClientAddress, locals: { ctx } }) => {
  try {
    const { learner: mark, pupil, task: taskId, fields } = parseInput(sent, await request.json());
    const sentAs = readRequestKey(request.headers.get('idempotency-key'));
    if (sentAs === null) throw platformErrors.invalidInput({}, { 'idempotency-key': 'required' });
    const held = learnerOf(cookies, getClientAddress());
    const learner = { ...held, ofClass: pupil || held.ofClass, sentAs };
    if (pupil) await requirePupil(ctx, learner.key, mark);
    else requireLearner(ctx, learner, mark);
    await requireLearning(ctx, learner.key);
    const at = { course: params.kursus, lesson: params.pelajaran };
    const { lesson } = await viewLesson(ctx, at, learner);
    const task = taskIn(lesson, taskId);
    if (!task) throw platformErrors.notFound();
    const data = new FormData();
    for (const [name, value] of new URLSearchParams(fields)) data.append(name, value);
    const { key } = await answerTask(ctx, { ...at, taskId, answer: answerOf(task, formValues(data), data) }, learner);
    keepLearnerKey(cookies, url, key);
    return json({
      ok: true,
      sentence: m.lesson_offline_sent({ title: lesson.title }),
      learner: await markOf(ctx, { key: key ?? learner.key }),
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return json(
      { ok: false, code: error.code, sentence: explainError(error, ctx.locale, 'own') },
      { status: error.status },
    );
  }
};
