import { timingSafeEqual } from 'node:crypto';
import { authorize, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { letIn, refuseWrongTime, type CameIn } from './attendance.ts';
import { selectEnrolment } from '../data/enrolments.queries.ts';
import { programErrors } from '../errors.ts';
import { codeOf, stepAt, stepEnds } from '../rules/room-code.ts';
import { participantOf } from '../enrolment/view-enrolments.ts';
import { getSession } from '../planning/view-programs.ts';

const PURPOSE = 'programs.room';
const ATTEMPTS = { limit: 20, windowSeconds: 600 };

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** The code that a screen in the room shows now, and until when. Needs `programs.attendance` or `programs.manage` there. Refuses `programs.session_not_found`. */
export async function sessionCode(
  ctx: Ctx,
  secrets: Secrets,
  sessionId: number,
): Promise<{ code: string; until: Date }> {
  const { program } = await getSession(ctx, sessionId);
  const { id } = program.library;
  authorize(ctx, can(ctx.actor, 'programs.manage', id) ? 'programs.manage' : 'programs.attendance', id);
  const now = ctx.clock.now();
  return { code: codeOf(secrets.mac(PURPOSE, `${sessionId}.${stepAt(now)}`)), until: stepEnds(now) };
}

/**
 * A participant shows that they are in the room: they have the code of this session, of the present half minute or the one just gone (time to
 * tap), and are known by their session as a member or by their ticket. Refuses `programs.session_not_found`, `too_early` (params `opensAt`:
 * when to come), `attendance_over`, `wrong_code`, `not_participant`, `platform.too_many_requests`.
 */
export async function comeByRoom(
  ctx: Ctx,
  secrets: Secrets,
  input: { sessionId: number; code: string; ticket?: string | undefined },
): Promise<CameIn> {
  const { sessionId, ticket } = input;
  const session = await getSession(ctx, sessionId);
  const who = await participantOf(ctx, session.program.id, ticket);
  if (!who) {
    if (ctx.actor.kind === 'anonymous' && !ticket) throw platformErrors.signInNeeded();
    throw programErrors.notParticipant();
  }
  await countAttempt(ctx, `program-room:${who.enrolmentId}`, ATTEMPTS);
  const now = ctx.clock.now();
  refuseWrongTime(session, now);
  const given = input.code.toUpperCase().replace(/[\s-]/g, '').slice(0, 20);
  const holds = [stepAt(now), stepAt(now) - 1]
    .flatMap((step) => secrets.macs(PURPOSE, `${sessionId}.${step}`))
    .map((mac) => same(codeOf(mac), given))
    .includes(true);
  if (!holds) throw programErrors.wrongCode();
  return ctx.db.transaction().execute(async (trx) => {
    const enrolment = await selectEnrolment(trx, who.enrolmentId);
    return letIn(trx, ctx, { session, enrolment, way: 'room' });
  });
}
