import { randomBytes } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { countAttempt, hasRoom, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { insertRequest } from '../data/requests.queries.ts';
import { selectTopics } from '../data/topics.queries.ts';
import type { LetterLanguage } from '../rules/terms.ts';
import { askInput, type AskInput } from '../schema.ts';
import { freshLink, sendConfirmMail } from './confirm-mail.ts';
import { nearestLibrary } from './nearest-library.ts';

/** Who solved no riddle may be a machine. */
const UNPROVEN_PER_ADDRESS = { limit: 30, windowSeconds: 3600 };
/** Nobody's mailbox is filled by this form. */
const PER_MAILBOX = { limit: 3, windowSeconds: 86_400 };
const HASH = 'letter-address';

const formOf = (token: string): string => `langganan:${token}`;

/** A keyed hash of an address: by this it is known again when the address has gone. */
export const addressHash = (secrets: Secrets, email: string): Buffer => secrets.mac(HASH, email);
/** The same under every key. */
export const addressHashes = (secrets: Secrets, email: string): Buffer[] => secrets.macs(HASH, email);

/** A form of its own for who is about to ask: its token, and the riddle that a browser with JavaScript solves meanwhile. */
export async function lettersForm(ctx: Ctx, secrets: Secrets) {
  const token = randomBytes(18).toString('base64url');
  return { token, challenge: await makeChallenge(ctx, secrets, formOf(token)) };
}

/** What is asked for. */
export interface Asked {
  email: string;
  language: LetterLanguage;
  libraryId: number | null;
  topicIds: readonly number[];
  memberId: number | null;
  proven: boolean;
}

/**
 * Keeps a request and sends its one mail, unless this mailbox had its mails of the day. Throws `platform.invalid_input` (topicIds) for a topic that
 * is none or archived. Whether the address is known is neither looked up nor said.
 */
export async function keepRequest(ctx: Ctx, secrets: Secrets, asked: Asked): Promise<void> {
  const topics = (await selectTopics(ctx.db)).filter(({ id, archived }) => asked.topicIds.includes(id) && !archived);
  if (topics.length !== asked.topicIds.length) throw platformErrors.invalidInput({}, { topicIds: 'invalid' });
  const hash = addressHash(secrets, asked.email);
  if (!(await hasRoom(ctx, `letters:${hash.toString('hex').slice(0, 32)}`, PER_MAILBOX))) return;
  const names = topics.map(({ name }) => name[asked.language]);
  await ctx.db.transaction().execute(async (trx) => writeRequest(trx, ctx, { ...asked, addressHash: hash, names }));
}

async function writeRequest(trx: Tx, ctx: Ctx, asked: Asked & { addressHash: Buffer; names: string[] }): Promise<void> {
  const { names, topicIds, ...row } = asked;
  const askedAt = ctx.clock.now();
  const link = freshLink(askedAt);
  const { hash: tokenHash, expiresAt } = link;
  const id = await insertRequest(trx, { ...row, topicIds: [...topicIds], tokenHash, askedAt, expiresAt });
  await sendConfirmMail(trx, ctx, { ...row, id, topics: names }, link);
}

/**
 * Anybody asks for letters to a mailbox: one mail goes there, and nothing comes before it was confirmed from it. The answer is the same whether the
 * address is known or not. Without the riddle solved (no JavaScript) fewer are taken from one address of the internet. Throws
 * `platform.too_many_requests`, `platform.invalid_input`.
 */
export async function askLetters(
  ctx: Ctx,
  secrets: Secrets,
  { token, proof, ip, ...input }: AskInput & { token: string; proof: string; ip: string },
): Promise<void> {
  const { email, language, libraryId, topicIds } = parseInput(askInput, input);
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(token)) throw platformErrors.invalidInput({}, { token: 'invalid' });
  await nearestLibrary(ctx, libraryId);
  await countAttempt(ctx, `letters-ask:${networkOf(ip)}`, SHARED_ADDRESS);
  const proven = await isSolved(ctx, secrets, formOf(token), proof);
  if (!proven) await countAttempt(ctx, `letters-unproven:${networkOf(ip)}`, UNPROVEN_PER_ADDRESS);
  await keepRequest(ctx, secrets, { email, language, libraryId, topicIds, memberId: null, proven });
}
