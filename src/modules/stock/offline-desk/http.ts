import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary } from '#modules/ground/libraries';
import {
  cutPage,
  decodeCursor,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  toPage,
  type ApiModule,
} from '#platform/requests/http';
import { DEVICE_HEADER, memberScopes, settlings } from './client.ts';
import { enrolDevice, revokeDevice, unlockDevice } from './enrol-device.ts';
import { offlineDeskErrors } from './errors.ts';
import { listDevices } from './list-devices.ts';
import { replayActs } from './replay-acts.ts';
import { sentActs } from './schema.ts';
import { listConflicts, settleConflict } from './settle-conflicts.ts';
import { takeSnapshot } from './take-snapshot.ts';

const small = promisify(gzip);
const deviceSchema = z.object({
  id: z.number(),
  name: z.string(),
  library: libraryName,
  members: z.enum(memberScopes),
  maxAgeHours: z.number().max(1000),
  enrolledAt: isoInstant,
  enrolledBy: z.string(),
  snapshotAt: isoInstant.nullable(),
  syncedAt: isoInstant.nullable(),
  revokedAt: isoInstant.nullable(),
  revokedBy: z.string().nullable(),
  sent: z.number(),
  conflicts: z.number(),
});
const conflictSchema = z.object({
  id: z.number(),
  kind: z.enum(['lend', 'return', 'visit']),
  happenedAt: isoInstant,
  receivedAt: isoInstant,
  device: z.string(),
  library: libraryName,
  by: z.string(),
  card: z.string().nullable(),
  memberName: z.string().nullable(),
  barcode: z.string().nullable(),
  title: z.string().nullable(),
  why: z.string(),
  code: z.string(),
  overridable: z.boolean(),
});
const tags = ['offline desk'];
const done = z.object({ done: z.literal(true) });

/** Devices that go on without the network, what they are given and what they send. */
const offlineDeskApi: ApiModule = (api, { secrets }) => {
  api.get(
    '/offline-desk/devices',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Devices of the libraries of this desk',
        querystring: z.object(pageQuery),
        response: { 200: listOf(deviceSchema) },
      },
    },
    async ({ ctx, query }) => cutPage(await listDevices(ctx), query, (one) => one.id),
  );
  api.post(
    '/offline-desk/devices',
    {
      config: { access: { may: 'devices.enrol' } },
      schema: {
        tags,
        summary: 'Enrol a device; its token is told once',
        body: z.object({
          library: libraryRef,
          name: z.string().max(60),
          members: z.enum(memberScopes).default('library'),
          maxAgeHours: z.number().max(1000).describe('12, 24, 48 or 168: it does not lend by older data'),
        }),
        response: {
          201: z.object({
            id: z.number(),
            name: z.string(),
            library: libraryName,
            token: z.string(),
            unlock: z.string().describe('half of the key to what it keeps'),
            verifyKey: z.string().describe('P-256, uncompressed point, base64url'),
          }),
        },
      },
    },
    async ({ ctx, body: { library: at, ...input } }, reply) => {
      const { id: libraryId } = await resolveLibrary(ctx, at);
      return reply.code(201).send(await enrolDevice(ctx, secrets, { ...input, libraryId }));
    },
  );
  api.post(
    '/offline-desk/devices/:id/revoke',
    {
      config: { access: { may: 'devices.enrol' } },
      schema: { tags, summary: 'Revoke a device', params: idParam, response: { 200: done } },
    },
    async ({ ctx, params: { id } }) => {
      await revokeDevice(ctx, id);
      return { done: true as const };
    },
  );
  api.get(
    '/offline-desk/devices/:id/unlock-key',
    {
      config: { access: { may: ['loans.check_out', 'loans.check_in', 'visits.record'] } },
      schema: {
        tags,
        summary: 'The server’s half of the key to what a device keeps',
        params: idParam,
        response: { 200: z.object({ unlock: z.string(), revoked: z.boolean() }) },
      },
    },
    async ({ ctx, params: { id } }) => unlockDevice(ctx, id),
  );
  api.get(
    '/offline-desk/devices/:id/snapshot',
    {
      config: { access: { may: 'loans.check_out' } },
      schema: { tags, summary: 'What a device needs to go on alone: `{ body, signature }`, signed', params: idParam },
    },
    async ({ ctx, params: { id }, headers }, reply) => {
      const answer = JSON.stringify(await takeSnapshot(ctx, secrets, id));
      void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
      if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return reply.send(Buffer.from(answer));
      return reply.header('content-encoding', 'gzip').send(await small(answer, { level: 3 }));
    },
  );
  api.post(
    '/offline-desk/acts',
    {
      config: { access: { secret: 'the token of the device' } },
      schema: {
        tags,
        summary: `Send what a device wrote down (header ${DEVICE_HEADER}: its token); each act is carried out once`,
        body: sentActs,
        response: {
          200: listOf(
            z.object({ nonce: z.string(), outcome: z.enum(['done', 'conflict']), sentence: z.string().nullable() }),
          ),
        },
      },
    },
    async ({ ctx, body, headers }) => {
      const token = headers[DEVICE_HEADER];
      if (typeof token !== 'string') throw offlineDeskErrors.deviceUnknown();
      return { data: await replayActs(ctx, token, body), next: null };
    },
  );
  api.get(
    '/offline-desk/conflicts',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Acts that were refused and wait for a person',
        querystring: z.object(pageQuery),
        response: { 200: listOf(conflictSchema) },
      },
    },
    async ({ ctx, query: { cursor, limit } }) => {
      const [afterId = null] = decodeCursor(cursor, z.tuple([z.number()])) ?? [];
      return toPage(await listConflicts(ctx, { afterId, limit: limit + 1 }), limit, (one) => [one.id]);
    },
  );
  api.post(
    '/offline-desk/conflicts/:id/settle',
    {
      config: { access: { may: 'loans.check_in' } },
      schema: {
        tags,
        summary: 'Try again, lend in spite of it, or let it go',
        params: idParam,
        body: z.object({ how: z.enum(settlings), reason: z.string().max(300).default('') }),
        response: { 200: done },
      },
    },
    async ({ ctx, params: { id }, body }) => {
      await settleConflict(ctx, id, body);
      return { done: true as const };
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [offlineDeskApi];
