import { notify, tellGuest, type NoticeKind } from '#modules/people/notifications';
import { aboutGuestsOf, enrolmentsOf } from '#modules/community/programs';
import { systemCtx, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Plan } from './client.ts';
import { selectSupporters } from './data/plans.queries.ts';
import { ideaNews, planNews } from './notices.ts';
import type { FollowUpDay } from './rules/plans.ts';

interface Message<Given> {
  programId: number;
  libraryId: number;
  enrolmentIds: readonly number[];
  params: Given;
  /** The event; whom it is told is added. */
  key: string;
  /** What it is about, for members. */
  about: string;
  /** The page, from the root. */
  path: string;
}

/** Tells participants something: members by the ways they chose, guests by the address they left, an e-mail address or a telephone number. */
async function tell<Given>(
  trx: Tx,
  ctx: Ctx,
  kind: NoticeKind<Given>,
  message: NoInfer<Message<Given>>,
): Promise<void> {
  const { programId, libraryId, enrolmentIds, params, key, about, path } = message;
  if (enrolmentIds.length === 0) return;
  const system = { ...systemCtx(ctx.db, ctx.clock, 'ideas'), db: trx };
  for (const enrolment of await enrolmentsOf(system, programId)) {
    if (!enrolmentIds.includes(enrolment.id)) continue;
    const { contact, name, language } = enrolment;
    const told = { key: keyFor(key, enrolment.id), about, libraryId };
    // a child without a card is told through the member who enrolled it
    const memberId = enrolment.memberId ?? enrolment.placedByMemberId;
    if (memberId !== null) await notify(trx, ctx, kind, { params, memberId, ...told });
    else if (contact !== '') {
      const guest = { to: contact, name, language, path, expiresAt: null };
      // with what is told to guests of the programme: whoever calls finds it there, and it goes when the guest is forgotten
      await tellGuest(trx, ctx, kind, { params, ...told, about: aboutGuestsOf(programId), ...guest });
    }
  }
}

const planPath = (id: number): string => `/rencana-aksi/${id}`;

/** Who wrote or votes for the idea of a plan is told what the plan came to; its owner knows, unless somebody else moved it. */
export async function tellSupporters(trx: Tx, ctx: Ctx, plan: Plan, { byOwner }: { byOwner: boolean }): Promise<void> {
  const about = `action_plan:${plan.id}`;
  const { programId, libraryId } = { programId: plan.program.id, libraryId: plan.program.libraryId };
  const key = `action_plan:${plan.id}:${plan.version}`;
  const path = planPath(plan.id);
  if (plan.idea) {
    const supporters = await selectSupporters(trx, plan.idea.id);
    const params = {
      title: plan.idea.text,
      news: plan.status,
      activity: plan.activity,
      library: plan.library.name,
      reason: plan.stopReason,
    };
    const enrolmentIds = supporters.filter((id) => id !== plan.enrolmentId);
    await tell(trx, ctx, ideaNews, { programId, libraryId, enrolmentIds, params, key, about, path });
  }
  if (byOwner || plan.enrolmentId === null) return;
  await tellOwner(trx, ctx, plan, { news: 'changed', what: plan.stopReason, on: null, key: String(plan.version) });
}

type OwnerNews = 'due' | 'milestone' | `follow_up_${FollowUpDay}` | 'changed';
interface OwnerNotice {
  news: OwnerNews;
  /** Tells apart what may happen again. */
  key: string;
}

const planKey = (planId: number, { news, key }: OwnerNotice): string => `action_plan:${planId}:${news}:${key}`;

/** The event of {@link tellOwner}, by which it is known whether the owner was told. */
export const ownerKey = (planId: number, enrolmentId: number, notice: OwnerNotice): string =>
  keyFor(planKey(planId, notice), enrolmentId);

const keyFor = (key: string, enrolmentId: number): string => `${key}:${enrolmentId}`;

/** Tells the owner of a plan what is due, or what was changed for them; the same event once. */
export async function tellOwner(
  trx: Tx,
  ctx: Ctx,
  plan: Plan,
  notice: OwnerNotice & { what: string; on: string | null },
): Promise<void> {
  if (plan.enrolmentId === null) return;
  const { news, what, on } = notice;
  await tell(trx, ctx, planNews, {
    programId: plan.program.id,
    libraryId: plan.program.libraryId,
    enrolmentIds: [plan.enrolmentId],
    params: { title: plan.activity, news, what, on },
    key: planKey(plan.id, notice),
    about: `action_plan:${plan.id}`,
    path: planPath(plan.id),
  });
}
