import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { insertProposal } from '../data/proposals.queries.ts';
import { proposalInput, type ProposalInput } from '../schema.ts';

/** Who solved no riddle may be a machine. */
const UNPROVEN_PER_ADDRESS = { limit: 30, windowSeconds: 3600 };

const formOf = (token: string): string => `usul-kegiatan:${token}`;

/** A form of its own for who is about to propose: its token, and the riddle that a browser with JavaScript solves meanwhile. */
export async function proposalForm(ctx: Ctx, secrets: Secrets) {
  const token = randomBytes(18).toString('base64url');
  return { token, challenge: await makeChallenge(ctx, secrets, formOf(token)) };
}

/**
 * Anybody proposes a programme. Without the riddle solved (no JavaScript) fewer are taken from one address. A form sent twice is one
 * proposal. Throws `platform.too_many_requests`, `platform.invalid_input`, `libraries.not_found`. @returns the token of its page
 */
export async function proposeProgram(
  ctx: Ctx,
  secrets: Secrets,
  { token, proof, ip, ...input }: ProposalInput & { token: string; proof: string; ip: string },
): Promise<string> {
  const parsed = parseInput(proposalInput, input);
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(token)) throw platformErrors.invalidInput({}, { token: 'invalid' });
  const isMember = ctx.actor.kind === 'member';
  if (!isMember && parsed.name === '') throw platformErrors.invalidInput({}, { name: 'required' });
  await countAttempt(ctx, `proposal:${networkOf(ip)}`, SHARED_ADDRESS);
  const proven = await isSolved(ctx, secrets, formOf(token), proof);
  if (!proven && !isMember) await countAttempt(ctx, `proposal-unproven:${networkOf(ip)}`, UNPROVEN_PER_ADDRESS);
  const library = await getLibrary(ctx, parsed.libraryId);
  const who =
    ctx.actor.kind === 'member'
      ? { memberId: ctx.actor.id, name: '', email: '' }
      : { name: parsed.name, email: parsed.email };
  await ctx.db.transaction().execute(async (trx) => {
    const row = { ...parsed, ...who, token, proven, language: ctx.locale, createdAt: ctx.clock.now() };
    const id = await insertProposal(trx, row);
    if (id === null) return;
    await recordAudit(trx, ctx, {
      action: 'program_proposal.made',
      entity: 'program_proposal',
      entityId: id,
      libraryId: library.id,
      after: { title: parsed.title, coHost: parsed.coHost, proven },
    });
  });
  return token;
}
