import { createHash } from 'node:crypto';
import { participantOf as participantIn, type Participant } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { ideaErrors } from '../errors.ts';
import type { Viewer } from '../rules/board-update.ts';

/** What a browser brings along beside its session. */
export interface Hand {
  /** The code of a ticket, of who takes part without a card; several where the browser has those of several programmes. */
  ticket?: string | readonly string[] | null;
  /** A random key that this browser keeps; anonymous ideas belong to it and to nobody else. */
  key?: string | null;
}

/** Every ticket that the browser brings along. */
export const ticketsOf = ({ ticket }: Hand): string[] => [ticket ?? []].flat();

/** Who asks, as a participant of a programme: the member who is signed in, else who has the ticket. Null for everybody else. */
export async function participantOf(ctx: Ctx, programId: number, { ticket }: Hand): Promise<Participant | null> {
  const signedIn = ctx.actor.kind === 'member' ? await participantIn(ctx, programId) : null;
  if (signedIn) return signedIn;
  for (const code of ticketsOf({ ticket })) {
    const found = await participantIn(ctx, programId, code);
    if (found) return found;
  }
  return null;
}

/** The same, where only participants may go on. Throws `ideas.not_participant`. */
export async function needParticipant(ctx: Ctx, programId: number, hand: Hand): Promise<Participant> {
  const found = await participantOf(ctx, programId, hand);
  if (!found) throw ideaErrors.notParticipant();
  return found;
}

/** What is kept of the key of a browser. */
export const ownerHashOf = (key: string): string => createHash('sha256').update(`lumbung-ide:${key}`).digest('hex');

/** Who looks at a board of a programme. */
export async function viewerOf(
  ctx: Ctx,
  board: { program: { id: number }; library: { id: number } },
  hand: Hand,
): Promise<Viewer & { participant: Participant | null; facilitates: boolean }> {
  const participant = await participantOf(ctx, board.program.id, hand);
  const facilitates = can(ctx.actor, 'ideas.manage', board.library.id);
  return {
    participant,
    facilitates,
    enrolmentId: participant?.enrolmentId ?? null,
    ownerHash: hand.key ? ownerHashOf(hand.key) : null,
    inRoom: participant !== null || facilitates,
  };
}
