import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { compressed, encodingOf, WORTH_COMPRESSING } from '#platform/requests/compress';

/** On what of a request an answer depends. */
const VARIES = 'accept-encoding, accept-language, authorization, cookie';

const bare = (tag: string): string => tag.trim().replace(/^W\//, '');

/**
 * Tags an answer by what it says. One that has the tag of a version keeps it: a version is what an edit has to name, and something else in the
 * answer may have changed without it. @returns whether the client has this answer already
 */
function isKnown(request: FastifyRequest, reply: FastifyReply, text: string): boolean {
  if (reply.hasHeader('etag')) return false;
  const own = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', `W/${own}`);
  return (request.headers['if-none-match'] ?? '').split(',').some((tag) => bare(tag) === own);
}

/** Answers in words are tagged and not sent again to who has them (304), and are made small for who accepts it. Files and streams stay. */
export function sendBriefly(api: FastifyInstance): void {
  api.addHook('onSend', async (request, reply, payload) => {
    const { method } = request;
    if (typeof payload !== 'string' || (method !== 'GET' && method !== 'HEAD') || reply.statusCode !== 200)
      return payload;
    if (reply.hasHeader('content-encoding')) return payload;
    // it may vary by who embeds us, too
    void reply.header('vary', [reply.getHeader('vary') ?? [], VARIES].flat().join(', '));
    const known = isKnown(request, reply, payload);
    if (method === 'HEAD') return payload;
    if (known) {
      void reply.code(304).removeHeader('content-length').removeHeader('content-type');
      return null;
    }
    const encoding = encodingOf(request.headers['accept-encoding'] ?? '');
    const bytes = Buffer.from(payload);
    if (encoding === null || bytes.length < WORTH_COMPRESSING) return payload;
    const small = await compressed(bytes, encoding);
    void reply.header('content-encoding', encoding).header('content-length', small.length);
    return small;
  });
}
