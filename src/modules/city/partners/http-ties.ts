import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { expectedVersion, idParam, listOf, sendVersioned, type Api } from '#platform/requests/http';
import { access, personSchema, sheetResponse, shownPartner } from './http-shapes.ts';
import { addPerson, addRole, changePerson, endRole, getPerson } from './register/edit-people.ts';
import {
  addNote,
  addRelation,
  addWish,
  answerWish,
  removeNote,
  removeRelation,
  removeWish,
  settleNote,
} from './register/edit-ties.ts';
import { erasePerson } from './register/erase-person.ts';
import { listTwins, mergePeople } from './register/merge-people.ts';
import {
  noteInput,
  peopleMerge,
  personInput,
  relationInput,
  roleEnd,
  roleInput,
  wishAnswer,
  wishInput,
} from './schema.ts';

const tags = ['partners'];
const gone = { 204: z.null() };
const made = { 201: sheetResponse[200] };

function people(api: Api): void {
  api.post(
    '/partners/:id/persons',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Note somebody of a partner, with what they are there; how they are reached only where they agreed',
        params: idParam,
        body: z.intersection(personInput, roleInput),
        response: made,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addPerson(ctx, params.id, body);
      return sendVersioned(reply.code(201), await shownPartner(ctx, params.id));
    },
  );
  api.get(
    '/partner-persons/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Somebody of a partner, with all that they are and were',
        params: idParam,
        response: { 200: personSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getPerson(ctx, params.id)),
  );
  api.put(
    '/partner-persons/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change how somebody is called and reached',
        params: idParam,
        body: personInput,
        response: { 200: personSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changePerson(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await getPerson(ctx, params.id));
    },
  );
  api.post(
    '/partner-persons/:id/forget',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Forget somebody: the name goes, what was done together stays; it is not taken back',
        params: idParam,
        response: gone,
      },
    },
    async ({ ctx, params }, reply) => {
      await erasePerson(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/partner-persons/:id/twins',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Who may be the same: of one name, and reached in one way or of one partner',
        params: idParam,
        response: { 200: listOf(personSchema) },
      },
    },
    async ({ ctx, params }) => ({ data: await listTwins(ctx, params.id), next: null }),
  );
  api.post(
    '/partner-person-merges',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make two people one: what points at one points at the other; it is not taken back',
        body: peopleMerge,
        response: { 200: personSchema },
      },
    },
    async ({ ctx, body }, reply) => {
      await mergePeople(ctx, body);
      return sendVersioned(reply, await getPerson(ctx, body.keepId));
    },
  );
  api.post(
    '/partner-persons/:id/roles',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say what somebody is from now on, at this partner or another one',
        params: idParam,
        body: z.intersection(roleInput, z.object({ partnerId: id })),
        response: { 201: personSchema },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addRole(ctx, params.id, body);
      return sendVersioned(reply.code(201), await getPerson(ctx, params.id));
    },
  );
  api.post(
    '/partner-roles/:id/end',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say until when somebody was that; null = they are it still',
        params: idParam,
        body: roleEnd,
        response: gone,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await endRole(ctx, params.id, body.untilOn);
      return reply.code(204).send(null);
    },
  );
}

function relations(api: Api): void {
  api.post(
    '/partners/:id/relations',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say how a partner stands to another one',
        params: idParam,
        body: relationInput,
        response: made,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addRelation(ctx, params.id, body);
      return sendVersioned(reply.code(201), await shownPartner(ctx, params.id));
    },
  );
  api.delete(
    '/partner-relations/:id',
    { config: { access }, schema: { tags, summary: 'Take that back', params: idParam, response: gone } },
    async ({ ctx, params }, reply) => {
      await removeRelation(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function wishes(api: Api): void {
  api.post(
    '/partners/:id/wishes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Note what a partner needs or offers',
        params: idParam,
        body: wishInput,
        response: made,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addWish(ctx, params.id, body);
      return sendVersioned(reply.code(201), await shownPartner(ctx, params.id));
    },
  );
  api.post(
    '/partner-wishes/:id/answer',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Say what became of a need or an offer',
        params: idParam,
        body: wishAnswer,
        response: gone,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await answerWish(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/partner-wishes/:id',
    {
      config: { access },
      schema: { tags, summary: 'Take a need or an offer away', params: idParam, response: gone },
    },
    async ({ ctx, params }, reply) => {
      await removeWish(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function notes(api: Api): void {
  api.post(
    '/partners/:id/notes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Write down a meeting, a call, a letter or a note, with what is to be done next',
        params: idParam,
        body: noteInput,
        response: made,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await addNote(ctx, params.id, body);
      return sendVersioned(reply.code(201), await shownPartner(ctx, params.id));
    },
  );
  api.post(
    '/partner-notes/:id/settle',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say that the next step of a note is done, or after all not yet',
        params: idParam,
        body: z.strictObject({ done: z.boolean() }),
        response: gone,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await settleNote(ctx, params.id, body.done);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/partner-notes/:id',
    { config: { access }, schema: { tags, summary: 'Take a note away', params: idParam, response: gone } },
    async ({ ctx, params }, reply) => {
      await removeNote(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

/** People, relations, needs and offers, notes of partners. */
export function tieRoutes(api: Api): void {
  people(api);
  relations(api);
  wishes(api);
  notes(api);
}
