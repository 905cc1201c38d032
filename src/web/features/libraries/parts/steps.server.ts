import { firstSteps } from '#contributed/first-steps';
import { getSetting } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { FIRST_STEPS, type FirstStep, type FirstStepKey } from '#platform/places';
import type { Services } from '#platform/services';
import { mayGo } from '#web/kit/frame/staff/staff-menu.server.ts';

/** A first step, as it stands now. `now`: the first that is neither done nor put off. */
export interface StepView {
  key: FirstStepKey;
  label: string;
  /** What it is good for, or what is there when it is done. */
  says: string;
  goes: { href: string; label: string } | null;
  state: 'done' | 'now' | 'later' | 'todo';
}
export interface FirstSteps {
  steps: StepView[];
  done: number;
  /** Nothing is left but what was put off. */
  finished: boolean;
  hidden: boolean;
}

type Known = Pick<Services, 'config' | 'mailer'>;

const inOrder: readonly FirstStep[] = FIRST_STEPS.flatMap((key) => firstSteps.filter((step) => step.key === key));

/** The first steps of the network, each seen by what is there. */
export async function viewFirstSteps(ctx: Ctx, services: Known): Promise<FirstSteps> {
  const { later, hidden } = await getSetting(ctx.db, 'firstSteps');
  const done = await Promise.all(inOrder.map(async (step) => step.isDone(ctx, services)));
  const open = inOrder.filter(({ key }, nth) => !done[nth] && !later.includes(key));
  const stateOf = ({ key }: FirstStep, nth: number): StepView['state'] => {
    if (done[nth]) return 'done';
    if (later.includes(key)) return 'later';
    return key === open[0]?.key ? 'now' : 'todo';
  };
  const mine = await Promise.all(inOrder.map(async ({ goes }) => goes !== undefined && mayGo(ctx.actor, goes.href)));
  const steps = inOrder.map((step, nth): StepView => {
    const state = stateOf(step, nth);
    const goes = step.goes && mine[nth] ? { href: step.goes.href, label: step.goes.label() } : null;
    return { key: step.key, label: step.label(), says: state === 'done' ? step.says() : step.note(), goes, state };
  });
  return { steps, done: done.filter(Boolean).length, finished: open.length === 0, hidden };
}

/** What the first page says of the first steps; null for who does not set up the network, and once nothing is left or nobody wants it. */
export async function firstStepsNews(
  ctx: Ctx,
  services: Known,
): Promise<{ done: number; total: number; next: string } | null> {
  if (!can(ctx.actor, 'settings.manage', null)) return null;
  if ((await getSetting(ctx.db, 'firstSteps')).hidden) return null;
  const { steps, done, finished } = await viewFirstSteps(ctx, services);
  const next = steps.find(({ state }) => state === 'now');
  return finished || !next ? null : { done, total: steps.length, next: next.label };
}

/** The key that a form names; null where there is no such step. */
export const stepKeyOf = (text: string | undefined): FirstStepKey | null =>
  FIRST_STEPS.find((key) => key === text) ?? null;
