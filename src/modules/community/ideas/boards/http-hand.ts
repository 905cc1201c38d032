import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Access } from '#platform/rights/access';
import type { Hand } from './participant.ts';

const hands = z.object({
  'x-ticket': z.string().max(40).optional().catch(undefined),
  'x-idea-key': z.string().min(16).max(100).optional().catch(undefined),
});

/**
 * How a participant without a member's session is known to the API: `x-ticket`, the code of a ticket; `x-idea-key`, random and the
 * client's own, keeps its anonymous ideas together and is stored as a hash alone.
 */
export const handOf = ({ headers }: Pick<FastifyRequest, 'headers'>): Hand => {
  const { 'x-ticket': ticket, 'x-idea-key': key } = hands.parse(headers);
  return { ticket: ticket ?? null, key: key ?? null };
};

/** Participants of a programme, known by their ticket or by being signed in; which programme it is the act itself says. */
export const participants: Access = { secret: 'x-ticket of a participant, or the session of a member' };
