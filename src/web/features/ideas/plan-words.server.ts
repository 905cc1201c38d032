import type { MeasuredPlan, Plan } from '#modules/community/ideas';
import {
  FACTS,
  isInHours,
  OBSTACLES,
  progress,
  type Fact,
  type Obstacle,
  type PlanStatus,
} from '#modules/community/ideas/client';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { decimalInField } from '#shared/decimal';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const STATUS: Record<PlanStatus, { words: () => string; kind: 'on' | 'out' | 'wait' | 'late' | 'off' }> = {
  proposed: { words: m.plans_status_proposed, kind: 'off' },
  committed: { words: m.plans_status_committed, kind: 'wait' },
  in_progress: { words: m.plans_status_in_progress, kind: 'out' },
  done: { words: m.plans_status_done, kind: 'on' },
  stopped: { words: m.plans_status_stopped, kind: 'late' },
};
export const statusWords = (status: PlanStatus): string => STATUS[status].words();
export const statusMark = (status: PlanStatus) => STATUS[status].kind;

const OBSTACLE: Record<Obstacle, () => string> = {
  time: m.plans_obstacle_time,
  people: m.plans_obstacle_people,
  money: m.plans_obstacle_money,
  tools: m.plans_obstacle_tools,
  place: m.plans_obstacle_place,
  permission: m.plans_obstacle_permission,
  interest: m.plans_obstacle_interest,
  other: m.plans_obstacle_other,
};
export const obstacleWords = (obstacle: Obstacle): string => OBSTACLE[obstacle]();
export const obstacleOptions = () => OBSTACLES.map((value) => ({ value, label: obstacleWords(value) }));

const FACT: Record<Fact, () => string> = {
  titles: m.plans_fact_titles,
  copies: m.plans_fact_copies,
  open_hours: m.plans_fact_open_hours,
  saturday_hours: m.plans_fact_saturday_hours,
  new_members: m.plans_fact_new_members,
  visits: m.plans_fact_visits,
  saturday_visits: m.plans_fact_saturday_visits,
  loans: m.plans_fact_loans,
  programs_held: m.plans_fact_programs_held,
};
export const factOptions = () => FACTS.map((value) => ({ value, label: FACT[value]() }));

/** A plan in words, as every page of plans shows it. */
export function planView(plan: Plan & { now?: MeasuredPlan['now'] }, ctx: Ctx) {
  const day = (date: string | null) => date && formatDate(date, ctx.locale);
  const ended = plan.endedAt && formatDate(localDate(plan.endedAt, plan.library.timeZone), ctx.locale);
  const { fact, target, now = null, goesDown } = plan;
  const baseline = plan.baseline ?? 0;
  const said = (figure: number): string => (fact === null ? '' : figureWords(fact, figure, ctx.locale));
  return {
    id: plan.id,
    href: localizeHref(`/rencana-aksi/${plan.id}`),
    activity: plan.activity,
    goal: plan.goal,
    indicator: plan.indicator,
    support: plan.support,
    library: plan.library.name,
    libraryId: plan.library.id,
    program: plan.program.title,
    idea: plan.idea?.text ?? null,
    owner: plan.ownerName,
    status: plan.status,
    state: ended ? m.plans_state_since({ state: statusWords(plan.status), date: ended }) : statusWords(plan.status),
    mark: statusMark(plan.status),
    due: day(plan.dueOn),
    obstacle: plan.obstacle && OBSTACLE[plan.obstacle](),
    stopReason: plan.stopReason,
    measure:
      fact === null || target === null
        ? null
        : {
            label: FACT[fact](),
            ...{ baseline, target, now: now ?? baseline },
            said: { baseline: said(baseline), target: said(target), now: said(now ?? baseline) },
            goesDown,
            share: now === null ? null : Math.round(progress({ baseline, target, now, goesDown }) * 100),
          },
    milestones: plan.milestones.map((step) => ({ ...step, due: day(step.dueOn), done: day(step.doneOn) })),
    evidence: plan.evidence.map(({ id, kind, title, url }) => ({
      id,
      kind,
      title,
      href: url ?? `/rencana-aksi/${plan.id}/bukti/${id}`,
    })),
    followUps: plan.followUps.flatMap((asked) =>
      asked.status === null
        ? []
        : [
            {
              day: asked.day,
              on: day(asked.answeredOn),
              story: asked.story,
              measured: asked.measured === null ? '' : said(asked.measured),
            },
          ],
    ),
  };
}
export type PlanView = ReturnType<typeof planView>;

/** A figure of a fact in words: `6,5 jam`, `1.250`. */
const figureWords = (fact: Fact, figure: number, locale: Locale): string => {
  const number = formatNumber(figure, locale);
  return isInHours(fact) ? m.plans_hours({ hours: number }) : number;
};

/** What a form of a plan sent. */
export const termsOf = (values: Record<string, string>) => ({
  activity: values.activity ?? '',
  goal: values.goal ?? '',
  indicator: values.indicator ?? '',
  fact: FACTS.find((one) => one === values.fact) ?? null,
  target: values.target ?? '',
  goesDown: values.goesDown === 'ya',
  dueOn: values.dueOn ?? '',
  support: values.support ?? '',
  isPublic: values.isPublic === 'ya',
});

/** The same the other way round, for the form. */
export const termValues = (plan: Plan, locale: Locale): Record<string, string> => ({
  activity: plan.activity,
  goal: plan.goal,
  indicator: plan.indicator,
  fact: plan.fact ?? '',
  target: plan.target === null ? '' : decimalInField(plan.target, locale),
  goesDown: plan.goesDown ? 'ya' : '',
  dueOn: plan.dueOn ?? '',
  support: plan.support,
  isPublic: plan.isPublic ? 'ya' : '',
});
