import { redirect } from '@sveltejs/kit';
import { answerFollowUp, getPlan } from '#modules/community/ideas';
import { FOLLOW_UP_DAYS, OBSTACLES, type FollowUpDay } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { handOf } from '#web/features/ideas/hand.server.ts';
import { obstacleOptions, planView, statusWords } from '#web/features/ideas/plan-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'a ticket, or the session of a member who takes part' };

const ANSWERS = ['in_progress', 'done', 'stopped'] as const;

function dayOf(text: string): FollowUpDay {
  const day = FOLLOW_UP_DAYS.find((one) => String(one) === text);
  if (!day) throw platformErrors.notFound();
  return day;
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, cookies }) => {
  const day = dayOf(params.hari);
  const { plan, own, leads } = await getPlan(ctx, idOf(params.id), handOf(cookies));
  // the link of a reminder, opened where nobody has signed in or shown a ticket yet
  if (!own && !leads)
    redirect(
      303,
      `${localizeHref('/rencana-aksi')}?lanjut=${encodeURIComponent(`/rencana-aksi/${plan.id}/tindak-lanjut/${day}`)}`,
    );
  const asked = plan.followUps.find((one) => one.day === day);
  const today = localDate(ctx.clock.now(), plan.library.timeZone);
  return {
    day,
    plan: planView(plan, ctx),
    isPublic: plan.isPublic,
    isOpen: asked?.status === null && asked.opensOn <= today,
    answers: ANSWERS.map((value) => ({ value, label: statusWords(value) })),
    usual: plan.status === 'done' ? 'done' : 'in_progress',
    obstacles: obstacleOptions(),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, cookies, values }) => {
    const id = idOf(params.id);
    const answer = {
      status: ANSWERS.find((one) => one === values.status) ?? 'in_progress',
      story: values.story ?? '',
      obstacle: OBSTACLES.find((one) => one === values.obstacle) ?? null,
      isPublic: values.isPublic === 'ya',
    };
    await answerFollowUp(ctx, id, dayOf(params.hari), answer, handOf(cookies));
    return done(m.plans_followed(), `/rencana-aksi/${id}`);
  }),
};
