import { z } from 'zod';
import {
  decodeCursor,
  expectedVersion,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  toPage,
} from '#platform/requests/http';
import { idParam } from '#platform/requests/http';
import type { ApiModule } from '#platform/requests/http';
import { askBackup } from './ask-backup.ts';
import { askDrill, drillInput } from './ask-drill.ts';
import type { BackupDrill } from './data/drills.queries.ts';
import type { BackupRun } from './data/runs.queries.ts';
import { planInput, savePlan } from './save-plan.ts';
import { storesApi } from './stores/http-stores.ts';
import { listBackups, listDrills, viewPlan } from './view-backups.ts';

const run = z.object({
  id: z.number(),
  kind: z.enum(['scheduled', 'asked']),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  folder: z.string(),
  fileName: z.string(),
  askedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  madeAt: isoInstant.nullable().describe('the instant whose rows it holds'),
  sizeBytes: z.number().nullable(),
  rowCount: z.number().nullable(),
  sha256: z.string().nullable().describe('of the file, as it was read back'),
  removedAt: isoInstant.nullable().describe('when it had had its time and was deleted'),
  errorCode: z.string().nullable(),
});
const plan = z.object({
  state: z
    .enum(['none', 'on', 'off', 'restored'])
    .describe('restored: stopped, because these rows came out of a backup'),
  folder: z.string(),
  hour: z.number().describe('on the wall clock of the network'),
  sealedBy: z.enum(['passphrase', 'recipient']).nullable(),
  recipient: z.string().nullable(),
  journal: z.boolean().describe('a journal is kept, from which the database can be had as it was at any minute'),
  version: z.number(),
});
const drill = z.object({
  id: z.number(),
  backupId: z.number(),
  fileName: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  askedAt: isoInstant,
  startedAt: isoInstant.nullable(),
  endedAt: isoInstant.nullable(),
  tableCount: z.number().nullable().describe('how many tables were the same'),
  rowCount: z.number().nullable(),
  errorCode: z.string().nullable(),
});
const shownDrill = ({ errorParams: _, runId, ...one }: BackupDrill) => ({ ...one, backupId: runId });
const shown = ({ errorParams: _, ...one }: BackupRun) => one;

/** `/backups` and their schedule. */
const backupsApi: ApiModule = (api, services) => {
  const tags = ['backups'];
  const access = { may: 'settings.manage', network: true } as const;
  api.get(
    '/backups',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Backups that were asked for and what came of them, newest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(run) },
      },
    },
    async ({ ctx, query: { cursor, limit } }) => {
      const before = decodeCursor(cursor, z.tuple([z.number()]));
      const rows = await listBackups(ctx, { limit: limit + 1, ...(before && { beforeId: before[0] }) });
      return toPage(rows.map(shown), limit, ({ id }) => [id]);
    },
  );
  api.post(
    '/backups',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Have a backup made now, where the schedule puts them; the worker makes it',
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx }, reply) => reply.code(201).send({ id: await askBackup(ctx, services) }),
  );
  api.post(
    '/backups/:id/prove',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a backup back beside the real database and compare every row; the worker does it',
        params: idParam,
        body: drillInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send({ id: await askDrill(ctx, services, params.id, body) }),
  );
  api.get(
    '/backup-drills',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Backups that were taken back beside the real database, and what came of it, newest first',
        querystring: z.object(pageQuery),
        response: { 200: listOf(drill) },
      },
    },
    async ({ ctx, query: { cursor, limit } }) => {
      const before = decodeCursor(cursor, z.tuple([z.number()]));
      const rows = await listDrills(ctx, { limit: limit + 1, ...(before && { beforeId: before[0] }) });
      return toPage(rows.map(shownDrill), limit, ({ id }) => [id]);
    },
  );
  api.get(
    '/backup-plan',
    {
      config: { access },
      schema: { tags, summary: 'Where and when backups are made, and how they are sealed', response: { 200: plan } },
    },
    async ({ ctx }, reply) => sendVersioned(reply, await viewPlan(ctx)),
  );
  api.put(
    '/backup-plan',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Set where and when backups are made, and how they are sealed; a passphrase is written and never read',
        body: planInput,
        response: { 200: plan },
      },
    },
    async (request, reply) => {
      await savePlan(request.ctx, services, expectedVersion(request), request.body);
      return sendVersioned(reply, await viewPlan(request.ctx));
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [backupsApi, storesApi];
