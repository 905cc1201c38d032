import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { answerOfForm, noteFormAnswer, releaseForm, type FormAnswer, type Said } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { readRequestKey } from '#platform/requests/request-key';
import { uploadDigest, watchUpload } from '../upload-digest.ts';

/** A longer answer is not kept: whoever sends twice is told that it is done. */
const LONGEST = 1_000_000;

const hashOf = (parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex');
};

/** What a request says: the same key with something else to say is another act, and a mistake. */
const sayingOf = async (request: FastifyRequest): Promise<string> =>
  hashOf([JSON.stringify(request.body) ?? '', await uploadDigest(request)]);

/** Heads by which the API knows people and devices that have no name of their own (participants, applicants, desks without a network). */
const HANDS = ['x-ticket', 'x-idea-key', 'registration-token', 'lumbung-perangkat'];

/** The act that a request with a key is for; undefined = it has no key, or makes nothing. */
function actOf(request: FastifyRequest): string | undefined {
  const key = request.method === 'POST' ? readRequestKey(request.headers['idempotency-key']) : null;
  if (key === null) return undefined;
  const { actor } = request.ctx;
  // two who draw the same key and say the same are one here: a key is drawn by lot
  if (request.routeOptions.config.nameless)
    return hashOf(['api', 'nameless', request.url, key, JSON.stringify(request.body) ?? '']);
  const who = 'id' in actor ? `${actor.kind} ${actor.id}` : actor.kind;
  const hands = JSON.stringify(HANDS.map((name) => request.headers[name] ?? null));
  // keys of people without a name may meet: there the same act also says the same; of an upload that is known once it was read
  return hashOf(['api', who, hands, request.url, key, 'id' in actor ? '' : (JSON.stringify(request.body) ?? '')]);
}

/** @returns the text of the answer, whose status and head are set */
async function sayAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  { location, cookies, said }: FormAnswer,
): Promise<string> {
  // carried out, but its answer was never given (the power went), or is too long to be kept
  if (!said) throw platformErrors.alreadyDone();
  if (said.asked !== (await sayingOf(request))) throw platformErrors.keyReused({}, { 'idempotency-key': 'taken' });
  void reply.code(said.status).header('idempotency-replayed', 'true');
  if (said.type !== null) void reply.header('content-type', said.type);
  if (said.etag !== null) void reply.header('etag', said.etag);
  if (location !== null) void reply.header('location', location);
  for (const cookie of cookies) void reply.header('set-cookie', cookie);
  return said.text;
}

const headerOf = (reply: FastifyReply, name: string): string | null => {
  const value = reply.getHeader(name);
  return value === undefined ? null : String(value);
};

async function answerOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<FormAnswer> {
  const text = typeof payload === 'string' ? payload : payload === undefined || payload === null ? '' : null;
  const said: Said | null =
    text === null || text.length > LONGEST
      ? null
      : {
          status: reply.statusCode,
          text,
          type: headerOf(reply, 'content-type'),
          etag: headerOf(reply, 'etag'),
          asked: await sayingOf(request),
        };
  const cookies = [reply.getHeader('set-cookie') ?? []].flat().map(String);
  return { location: headerOf(reply, 'location'), cookies, ...(said && { said }) };
}

/**
 * A POST with an `Idempotency-Key` is carried out once: sent again within a day by the same sender, it is answered as the first time. The
 * act claims its key in its own transaction, so that two at the same instant are one, too; what was refused may be sent again.
 * Refuses a key that was used for something else (`platform.key_reused`).
 */
export function answerOnce(api: FastifyInstance): void {
  const again = new WeakSet<FastifyRequest>();
  api.addHook('preHandler', async (request, reply) => {
    const form = actOf(request);
    if (form === undefined) return;
    request.ctx.form = form;
    watchUpload(request);
    const given = await answerOfForm(request.ctx);
    if (!given) return;
    again.add(request);
    const text = await sayAgain(request, reply, given);
    await reply.serializer(String).send(text);
  });
  api.addHook('onSend', async (request, reply, payload) => {
    // whoever is refused before anybody knows who asks has no context
    const ctx: FastifyRequest['ctx'] | undefined = request.ctx;
    if (ctx?.form === undefined || again.has(request)) return payload;
    // what was done is done, and what was refused refused, whether or not it can be kept
    return answerKept(ctx, request, reply, payload).catch((error: unknown) => {
      process.stderr.write(`${request.method} ${request.url}: its answer is not kept: ${String(error)}\n`);
      return payload;
    });
  });
}

/** Keeps an answer for whoever sends the same again. @returns what is to be answered */
async function answerKept(ctx: Ctx, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode < 300) {
    await noteFormAnswer(ctx, await answerOf(request, reply, payload));
    return payload;
  }
  // it was refused because the same act was being carried out
  const meanwhile = await answerOfForm(ctx);
  if (meanwhile?.said && meanwhile.said.asked === (await sayingOf(request))) return sayAgain(request, reply, meanwhile);
  // after a fault nobody knows how much of it stands
  if (reply.statusCode < 500) await releaseForm(ctx);
  return payload;
}
