import { recordAudit } from '#modules/ground/audit';
import { hashToken, newToken } from '#modules/ground/identity';
import { getLibrary } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere, can } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import {
  endRequest,
  findByToken,
  findRequest,
  insertRequest,
  selectOpenRequests,
  type ValueRequest,
} from './data/requests.queries.ts';
import { lockPlace } from './data/values.queries.ts';
import { askedValue, saveValue, valueOf, type AskedValue } from './enter-value.ts';
import { methodErrors } from './errors.ts';
import { answerInput, requestInput, type AnswerInput, type RequestInput } from './schema.ts';

/** What may be asked of the pages of links from one address: nobody may try out links. */
const ATTEMPTS = { limit: 60, windowSeconds: 600 };
const PREFIX = 'angka';
const DAY = 86_400_000;

/**
 * Asks somebody for one value by a link that needs no account: it holds once, for this value, for some days. Needs `reports.submit` at the library,
 * for the network network-wide. Throws `methods.asked_already` while another waits.
 * @returns the token, which nobody can read again
 */
export async function askForValue(
  ctx: Ctx,
  input: RequestInput,
): Promise<{ id: number; token: string; expiresAt: Date }> {
  authorize(ctx, 'reports.submit', input.libraryId);
  const { askedOf, days, ...asked } = parseInput(requestInput, input);
  const { pack, place } = await askedValue(ctx, asked);
  const now = ctx.clock.now();
  const token = newToken(PREFIX);
  const expiresAt = new Date(now.getTime() + days * DAY);
  const id = await ctx.db.transaction().execute(async (trx) => {
    await lockPlace(trx, place);
    const open = await selectOpenRequests(trx, { askedFor: pack.key, year: place.year, now });
    if (open.some((one) => one.input === place.input && one.libraryId === place.libraryId))
      throw methodErrors.askedAlready();
    const made = await insertRequest(trx, {
      ...{ ...place, askedFor: pack.key, tokenHash: hashToken(token), askedOf },
      ...{ askedBy: actorName(ctx.actor), askedAt: now, expiresAt },
    });
    await recordAudit(trx, ctx, {
      action: 'national_request.made',
      entity: 'national_request',
      entityId: String(made),
      libraryId: place.libraryId,
      after: { input: place.input, year: place.year, expiresAt: expiresAt.toISOString() },
    });
    return made;
  });
  return { id, token, expiresAt };
}

/** Questions of a pack and a year that wait for their answer. Needs `reports.submit`: of some libraries, theirs. */
export async function openRequests(ctx: Ctx, about: { pack: string; year: number }): Promise<ValueRequest[]> {
  authorizeAnywhere(ctx, 'reports.submit');
  const rows = await selectOpenRequests(ctx.db, { askedFor: about.pack, year: about.year, now: ctx.clock.now() });
  return rows.filter(({ libraryId }) => can(ctx.actor, 'reports.submit', libraryId));
}

/** The link opens nothing any more. Needs `reports.submit` where it was asked. Throws `methods.link_over` where it had ended. */
export async function withdrawRequest(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'reports.submit');
  const found = await findRequest(ctx.db, id);
  if (!found) throw methodErrors.linkOver();
  authorize(ctx, 'reports.submit', found.libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await endRequest(trx, id, { withdrawnAt: ctx.clock.now() }))) throw methodErrors.linkOver();
    await recordAudit(trx, ctx, {
      action: 'national_request.withdrawn',
      entity: 'national_request',
      entityId: String(id),
      libraryId: found.libraryId,
    });
  });
}

/** Whose link, and from where it is opened. */
export interface RequestLink {
  token: string;
  ip: string;
}
/** What whoever has the link is asked. */
export interface RequestPage extends Pick<AskedValue, 'pack' | 'input'> {
  request: ValueRequest;
  /** null = of the whole city. */
  library: string | null;
}

/** The question behind a link; open to whoever has it, while it holds. Throws `methods.link_over`, `platform.too_many_requests`. */
export async function viewRequest(ctx: Pick<Ctx, 'db' | 'clock'>, { token, ip }: RequestLink): Promise<RequestPage> {
  await countAttempt(ctx, `figure-link:${networkOf(ip)}`, ATTEMPTS);
  const request = await findByToken(ctx.db, hashToken(token));
  const holds = request && !request.answeredAt && !request.withdrawnAt && request.expiresAt > ctx.clock.now();
  if (!holds) throw methodErrors.linkOver();
  const { askedFor, input: code, libraryId, year } = request;
  const { pack, input } = await askedValue(ctx, { pack: askedFor, input: code, libraryId, year });
  return { pack, input, request, library: libraryId === null ? null : (await getLibrary(ctx, libraryId)).name };
}

/**
 * Answers it, once: the value is entered with the name that was given. Open to whoever has the link. Throws as {@link viewRequest}; what was
 * refused at its field may be sent again.
 */
export async function answerRequest(ctx: Ctx, link: RequestLink, input: AnswerInput): Promise<void> {
  const { input: about, request } = await viewRequest(ctx, link);
  const { value, source, name } = parseInput(answerInput, input);
  const said = { value: valueOf(about, value), source, enteredBy: name, way: 'link' as const };
  const { pack, input: code, libraryId, year } = request;
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await endRequest(trx, request.id, { answeredAt: ctx.clock.now() }))) throw methodErrors.linkOver();
    await saveValue(trx, ctx, { pack, input: code, libraryId, year }, said);
    await recordAudit(trx, ctx, {
      action: 'national_request.answered',
      entity: 'national_request',
      entityId: String(request.id),
      libraryId,
      after: { input: code, year, value: said.value },
    });
  });
}
