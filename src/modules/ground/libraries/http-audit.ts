import { z } from 'zod';
import { searchAudit } from '#modules/ground/audit';
import { decodeCursor, isoInstant, listOf, pageQuery, toPage, type ApiModule } from '#platform/requests/http';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from './library-ref.ts';

const event = z.object({
  id: z.number(),
  at: isoInstant,
  actorKind: z.string(),
  actorId: z.number().nullable(),
  actorName: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  library: libraryName.nullable().describe('null = of none'),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
  via: z.string(),
});

const query = z.object({
  actor: z.string().max(100).optional(),
  actorKind: z.enum(['account', 'member', 'system', 'anonymous']).optional(),
  actorId: z.coerce.number().int().positive().optional(),
  entity: z.string().max(60).optional(),
  entityId: z.string().max(100).optional(),
  action: z.string().max(80).optional(),
  from: isoInstant.optional(),
  to: isoInstant.optional(),
  library: libraryRef.optional(),
  q: z.string().max(100).optional(),
  ...pageQuery,
});

/** The trace of changes. It stands here because audit lies below and knows no libraries, by which the trace is asked and answered. */
export const auditApi: ApiModule = (api) => {
  api.get(
    '/audit-events',
    {
      config: { access: { may: 'audit.read' } },
      schema: {
        tags: ['audit'],
        summary: 'Who changed what, the newest first',
        description:
          'Permission audit.read. `action` may be a beginning (`loan`); `q` looks into the changes themselves.',
        querystring: query,
        response: { 200: listOf(event) },
      },
    },
    async (request) => {
      const { cursor, library, ...filter } = request.query;
      const after = decodeCursor(cursor, z.tuple([z.number()]));
      const libraryId = (await resolveLibraryId(request.ctx, library)) ?? undefined;
      const rows = await searchAudit(request.ctx, { ...filter, libraryId, beforeId: after?.[0] });
      const { data, next } = toPage(rows, filter.limit, (row) => [row.id]);
      const named = await nameLibraries(request.ctx);
      return { data: data.map(({ libraryId: of, ...row }) => ({ ...row, library: named(of) })), next };
    },
  );
};
