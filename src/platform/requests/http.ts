import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { FastifyBaseLogger } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Access } from '../rights/access.ts';
import { idText, isInstant, isStorable, MOST_INTEGER } from './bounds.ts';
import type { Ctx } from '../context.ts';
import { platformErrors } from '../errors.ts';
import type { FileForm } from './receive-form.ts';
import type { Services } from '../services.ts';

/** The Fastify instance that a module's `http.ts` is given: zod schemas validate, document and filter. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
/** What a module's `http.ts` exports: it adds its routes (paths without `/api/v1`). */
export type ApiModule = (api: Api, services: Services) => void | Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, in which language …; set for every request before its handler runs. */
    ctx: Ctx;
  }
  interface FastifyContextConfig {
    /** Who may come to the route at all; asked before anything that was sent is read. */
    access: Access;
    /** Its handler asks {@link expectedVersion}: whoever edits says which version they saw. */
    ifMatch?: true;
    /** A key by which it is done once is known by what is said with it alone: nothing that is kept of the act may lead to who sent it. */
    nameless?: true;
    /** It takes a form with a file, which its handler reads by `receiveForm`. */
    form?: FileForm;
    /** What it answers is a file of one of these kinds. */
    gives?: readonly string[];
  }
}

/** An instant: a Date inside, an ISO 8601 string in UTC outside. */
export const isoInstant = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  // what comes in is bound; what stands is said as it is
  decode: (text, context) => {
    const instant = new Date(text);
    if (!isInstant(instant)) context.issues.push({ code: 'custom', message: 'day_out_of_reach', input: text });
    return instant;
  },
  encode: (date) => date.toISOString(),
});

/** The shape of every list: `{ data, next }`; `next` is the cursor of the following page or null. */
export const listOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row), next: z.string().nullable() });

export const pageQuery = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const idParam = z.object({ id: idText });

/** A cursor is opaque for clients: the values of the last row, as base64url JSON. */
export const encodeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** What {@link encodeCursor} can have made of a row: ids, offsets, names, instants. */
const lastRow = z.array(z.union([z.int().min(0), z.string().max(2000).refine(isStorable), z.null()])).max(5);
/** An instant in a cursor. PostgreSQL knows no year 0. */
export const cursorInstant = z.iso.datetime().refine((text) => text >= '0001');

/** Throws `platform.invalid_input` for anything that {@link encodeCursor} did not make. */
export function decodeCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | null {
  if (!cursor) return null;
  try {
    return shape.parse(lastRow.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))));
  } catch {
    throw platformErrors.invalidInput({}, { cursor: 'invalid' });
  }
}

/** `limit + 1` rows were asked for: cuts the surplus one off and says where to go on. */
export function toPage<T>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => readonly (string | number | null)[],
): { data: T[]; next: string | null } {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}

/**
 * A page of a list that is read whole, in its order: what comes after the last row of the page before. Where that row has gone, what stands
 * at its place now is next.
 */
export function cutPage<T>(
  rows: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  keyOf: (row: T) => string | number,
): { data: T[]; next: string | null } {
  const after = decodeCursor(cursor, z.tuple([z.union([z.string(), z.number()]), z.number()]));
  const at = after === null ? -1 : rows.findIndex((row) => keyOf(row) === after[0]);
  const from = at >= 0 ? at + 1 : (after?.[1] ?? 0);
  const data = rows.slice(from, from + limit);
  const last = data.at(-1);
  const more = last !== undefined && from + limit < rows.length;
  return { data, next: more ? encodeCursor([keyOf(last), from + data.length - 1]) : null };
}

export const etagOf = (version: number): string => `"${version}"`;

export function sendVersioned<T extends { version: number }>(reply: FastifyReply, body: T): T {
  void reply.header('etag', etagOf(body.version));
  return body;
}

/**
 * The version that the editor saw, from `If-Match`. Edits without it are refused (`platform.version_missing`, 428), so that
 * nobody overwrites what they have not read.
 */
export function expectedVersion(request: FastifyRequest): number {
  if (request.routeOptions.config.ifMatch !== true) {
    throw new Error(
      `${request.method} ${request.routeOptions.url} does not say that it wants If-Match (config.ifMatch)`,
    );
  }
  const match = /^(?:W\/)?"(\d+)"$/.exec(request.headers['if-match'] ?? '');
  if (!match) throw platformErrors.versionMissing();
  // no row comes to more, and the column holds no more
  return Math.min(Number(match[1]), MOST_INTEGER);
}
