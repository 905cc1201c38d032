import { hoursLeft, requestKinds, type RequestKind, type SubjectRequest } from '#modules/people/members/client';
import { formatInstant } from '#shared/dates';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';

const kinds: Record<RequestKind, () => string> = {
  export: m.members_request_kind_export,
  correct: m.members_request_kind_correct,
  restrict: m.members_request_kind_restrict,
  withdraw: m.members_request_kind_withdraw,
  erase: m.members_request_kind_erase,
};

export const requestKindOptions = () => requestKinds.map((kind) => ({ value: kind, label: kinds[kind]() }));
/** A request in the reader's language, with what is left of its time. */
export function showRequest(request: SubjectRequest, ctx: Ctx) {
  const when = (at: Date): string => formatInstant(at, request.timeZone, ctx.locale, 'medium');
  const hours = hoursLeft(request.dueAt, ctx.clock.now());
  return {
    id: request.id,
    kind: request.kind,
    kindLabel: kinds[request.kind](),
    number: request.number,
    name: request.fullName,
    details: request.details,
    via: request.channel === 'web' ? m.members_request_via_web() : m.members_request_via_desk(),
    status: request.status,
    asked: when(request.requestedAt),
    due: when(request.dueAt),
    late: hours < 0,
    left: hours < 0 ? m.members_request_late({ hours: -hours }) : m.members_request_hours({ hours }),
    decided: request.decidedAt && when(request.decidedAt),
    decidedBy: request.decidedBy,
    outcome: request.outcome,
  };
}
