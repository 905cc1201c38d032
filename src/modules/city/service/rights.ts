import { authorize, can, canAnywhere, seenLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { PermissionCode } from '#platform/rights/permissions';
import { TICKET_KINDS, type TicketKind } from './rules/states.ts';

/** By which right a ticket of a kind is seen and answered by staff. */
export const permissionFor = (kind: TicketKind): Extract<PermissionCode, 'enquiries.answer' | 'complaints.answer'> =>
  kind === 'complaint' ? 'complaints.answer' : 'enquiries.answer';

/** Throws `platform.forbidden` unless the actor may answer such a ticket there. */
export const authorizeTicket = (ctx: Ctx, ticket: { kind: TicketKind; libraryId: number }): void =>
  authorize(ctx, permissionFor(ticket.kind), ticket.libraryId);

export const mayAnswer = (ctx: Ctx, ticket: { kind: TicketKind; libraryId: number }): boolean =>
  can(ctx.actor, permissionFor(ticket.kind), ticket.libraryId);

/** Kinds of one right, for lists. */
export const kindsOf = (permission: 'enquiries.answer' | 'complaints.answer'): TicketKind[] =>
  TICKET_KINDS.filter((kind) => permissionFor(kind) === permission);

/** Which tickets the actor may answer: of each kind at which libraries (null: at all). */
export const seenTickets = (ctx: Ctx): { kind: TicketKind; libraryIds: readonly number[] | null }[] =>
  TICKET_KINDS.filter((kind) => canAnywhere(ctx.actor, permissionFor(kind))).map((kind) => ({
    kind,
    libraryIds: seenLibraries(ctx, permissionFor(kind), undefined),
  }));
