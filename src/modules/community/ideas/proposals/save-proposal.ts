import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ProposalAudience, ProposalStatus } from '../client.ts';
import { insertProposal } from '../data/proposals.queries.ts';

const ANSWERED_AFTER = 2 * 86_400_000;

/** A proposal as it was made at an instant, with its answer where it has one. Nobody is told. */
export interface PastProposal {
  libraryId: number;
  title: string;
  description: string;
  audience: ProposalAudience;
  wantedWhen: string;
  name: string;
  coHost: boolean;
  coHostNote: string;
  at: Date;
  answer: { status: Exclude<ProposalStatus, 'new'>; text: string } | null;
}

/** Writes a proposal of the past: for samples. */
export async function saveProposal(trx: Tx, ctx: Ctx, { at, answer, ...proposal }: PastProposal): Promise<void> {
  const answered = answer && {
    status: answer.status,
    answer: answer.text,
    answeredBy: 'kota contoh',
    answeredAt: new Date(at.getTime() + ANSWERED_AFTER),
  };
  const token = randomBytes(18).toString('base64url');
  const id = await insertProposal(trx, {
    ...proposal,
    token,
    proven: true,
    language: 'id',
    createdAt: at,
    ...answered,
  });
  await recordAudit(trx, ctx, {
    action: 'program_proposal.made',
    entity: 'program_proposal',
    entityId: id ?? 0,
    libraryId: proposal.libraryId,
    after: { title: proposal.title },
  });
}
