import { plansOf, topIdeas } from '#modules/community/ideas';
import { isInHours, type FollowUp, type Plan } from '#modules/community/ideas/client';
import type { Db } from '#platform/database/db';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';

/** In Indonesian, as the report is. */
const STATES: Record<Plan['status'], string> = {
  proposed: 'Usulan',
  committed: 'Disanggupi',
  in_progress: 'Berjalan',
  done: 'Selesai',
  stopped: 'Berhenti',
};
const MOST_IDEAS = 20;

/**
 * What came of a programme, for its report: ideas by votes, action plans with their state and what was said after 30 and 90 days. Plans are shown
 * without their owners' names, and only those that are open to everybody; of others it is told how many there are.
 */
export async function outcomeData(db: Db, programId: number): Promise<object> {
  const [ideas, plans] = [await topIdeas(db, programId, MOST_IDEAS), await plansOf(db, programId)];
  const shown = plans.filter(({ isPublic, status }) => isPublic && status !== 'proposed');
  return {
    ideas: ideas.map(({ text, votes }) => ({ text, votes })),
    plans: shown.map((plan) => ({
      activity: plan.activity,
      library: plan.library.name,
      state: stateOf(plan),
      due: plan.dueOn === null ? '' : formatDate(plan.dueOn, 'id', 'medium'),
      target: targetOf(plan),
      followUps: plan.followUps.filter(({ status }) => status !== null).map((one) => saidOf(plan, one)),
    })),
    states: Object.entries(STATES).flatMap(([status, label]) => {
      const count = plans.filter((plan) => plan.status === status).length;
      return count === 0 ? [] : [{ label, count }];
    }),
    unshown: plans.length - shown.length,
  };
}

const stateOf = ({ status, stopReason }: Plan): string =>
  stopReason === '' ? STATES[status] : `${STATES[status]}: ${stopReason}`;

/** A figure of a plan: `6,5 jam`, `1.250`. */
const figureOf = ({ fact }: Plan, figure: number): string =>
  `${formatNumber(figure, 'id')}${fact !== null && isInHours(fact) ? ' jam' : ''}`;

function targetOf(plan: Plan): string {
  const { target, baseline, goesDown, indicator } = plan;
  if (target === null) return indicator;
  return `${figureOf(plan, baseline ?? 0)} → ${figureOf(plan, target)}${goesDown ? ' (turun)' : ''}`;
}

const saidOf = (plan: Plan, { day, status, story, measured }: FollowUp): string => {
  const state = status === null ? '' : STATES[status];
  const figure = measured === null ? '' : ` (${figureOf(plan, measured)})`;
  return `${day} hari: ${state}${figure}. ${story}`;
};
