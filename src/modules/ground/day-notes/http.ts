import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { day } from '#platform/requests/bounds';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  pageQuery,
  sendVersioned,
  type ApiModule,
} from '#platform/requests/http';
import { addDayNote } from './add-day-note.ts';
import { changeDayNote } from './change-day-note.ts';
import type { DayNote } from './data/day-notes.queries.ts';
import { getDayNote } from './get-day-note.ts';
import { listDayNotes } from './list-day-notes.ts';
import { removeDayNote } from './remove-day-note.ts';
import { dayNoteInput } from './schema.ts';

const noteBody = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('null = the whole network'),
  day: z.string().describe('YYYY-MM-DD'),
  text: z.string(),
  createdBy: z.string(),
  createdAt: isoInstant,
  version: z.number(),
});

const shown = async (ctx: Ctx, { libraryId, ...note }: DayNote) => ({
  ...note,
  library: (await nameLibraries(ctx))(libraryId),
});

/** `/day-notes`. Edits want `If-Match` with the ETag that was read. */
const dayNotesApi: ApiModule = (api) => {
  const tags = ['libraries'];
  api.get(
    '/day-notes',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'What happened on some days, both included; with library of that library and of the whole network',
        querystring: z.object({ ...pageQuery, from: day, to: day, library: libraryRef.optional() }),
        response: { 200: listOf(noteBody) },
      },
    },
    async ({ ctx, query: { library, cursor, limit, ...days } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const asked = { ...days, ...(libraryId === undefined ? {} : { libraryId }) };
      const { data, next } = await listDayNotes(ctx, asked, { cursor, limit });
      const named = await nameLibraries(ctx);
      return { data: data.map(({ libraryId: of, ...note }) => ({ ...note, library: named(of) })), next };
    },
  );
  api.post(
    '/day-notes',
    {
      config: { access: { may: 'libraries.manage' } },
      schema: {
        tags,
        summary: 'Write what happened on a day; library null = the whole network',
        body: dayNoteInput.omit({ libraryId: true }).extend({ library: libraryRef.nullable() }),
        response: { 201: noteBody },
      },
    },
    async ({ ctx, body: { library, ...fields } }, reply) => {
      const note = await addDayNote(ctx, { ...fields, libraryId: await resolveLibraryId(ctx, library) });
      void reply.code(201);
      return sendVersioned(reply, await shown(ctx, note));
    },
  );
  api.get(
    '/day-notes/:id',
    {
      config: { access: { may: 'reports.read' } },
      schema: { tags, summary: 'One note on a day', params: idParam, response: { 200: noteBody } },
    },
    async ({ ctx, params: { id } }, reply) => sendVersioned(reply, await shown(ctx, await getDayNote(ctx, id))),
  );
  api.patch(
    '/day-notes/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Other words of a note',
        params: idParam,
        body: dayNoteInput.pick({ text: true }),
        response: { 200: noteBody },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const note = await changeDayNote(ctx, params.id, expectedVersion(request), body.text);
      return sendVersioned(reply, await shown(ctx, note));
    },
  );
  api.delete(
    '/day-notes/:id',
    {
      config: { access: { may: 'libraries.manage' }, ifMatch: true },
      schema: { tags, summary: 'Take a note away', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeDayNote(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [dayNotesApi];
