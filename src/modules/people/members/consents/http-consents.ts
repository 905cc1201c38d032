import { z } from 'zod';
import { isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { consentTextInput, listConsents, listConsentTexts, publishConsentText } from './list-consents.ts';
import { consentInput, giveConsent, withdrawConsent } from './record-consent.ts';
import { consentChannels, consentPurposes, ledgerPurposes, letterWays } from '../rules/consent.ts';

const textBody = z.object({
  purpose: z.enum(ledgerPurposes),
  version: z.number(),
  titleId: z.string(),
  titleEn: z.string(),
  bodyId: z.string(),
  bodyEn: z.string(),
  publishedAt: isoInstant,
  publishedBy: z.string(),
});
const eventBody = z.object({
  id: z.number(),
  purpose: z.enum(ledgerPurposes),
  textVersion: z.number(),
  act: z.enum(['given', 'withdrawn']),
  givenBy: z.enum(['member', 'guardian']),
  guardianName: z.string().nullable(),
  guardianRelation: z.string().nullable(),
  guardianContact: z.string().nullable(),
  channel: z.enum(consentChannels),
  topic: z.string().nullable().describe('of a consent to letters: about what'),
  way: z.enum(letterWays).nullable().describe('of a consent to letters: by which way they come'),
  at: isoInstant,
  recordedBy: z.string(),
});
/** How a purpose stands with a member. */
export const stateBody = z.object({
  text: textBody,
  given: z.boolean(),
  since: isoInstant.nullable(),
  outdated: z.boolean(),
});
const viewBody = z.object({
  speaker: z.enum(['member', 'guardian']),
  states: z.array(stateBody),
  events: z.array(eventBody),
});
const byNumber = z.object({ number: z.string().min(1).max(40) });

/** The consent ledger. */
export const consentsApi: ApiModule = (api) => {
  const tags = ['members'];
  api.get(
    '/consent-texts',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'The wordings of consents, the newest first', response: { 200: listOf(textBody) } },
    },
    async (request) => ({ data: await listConsentTexts(request.ctx), next: null }),
  );
  api.post(
    '/consent-texts',
    {
      config: { access: { may: 'settings.manage', network: true } },
      schema: {
        tags,
        summary: 'Publish a new wording of a purpose',
        body: consentTextInput,
        response: { 201: z.object({ purpose: z.enum(ledgerPurposes), version: z.number() }) },
      },
    },
    async (request, reply) => reply.code(201).send(await publishConsentText(request.ctx, request.body)),
  );
  api.get(
    '/members/:number/consents',
    {
      config: { access: { may: 'members.edit' } },
      schema: { tags, summary: 'What a member has consented to', params: byNumber, response: { 200: viewBody } },
    },
    async (request) => listConsents(request.ctx, request.params.number),
  );
  api.post(
    '/members/:number/consents',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Write down a consent, for a member below 18 with the guardian who gives it',
        params: byNumber,
        body: consentInput,
        response: { 201: viewBody },
      },
    },
    async (request, reply) => {
      await giveConsent(request.ctx, request.params.number, request.body);
      return reply.code(201).send(await listConsents(request.ctx, request.params.number));
    },
  );
  api.delete(
    '/members/:number/consents/:purpose',
    {
      config: { access: { may: 'members.edit' } },
      schema: {
        tags,
        summary: 'Write down that a consent was withdrawn',
        params: byNumber.extend({ purpose: z.enum(consentPurposes) }),
        response: { 200: viewBody },
      },
    },
    async (request) => {
      await withdrawConsent(request.ctx, request.params.number, request.params.purpose);
      return listConsents(request.ctx, request.params.number);
    },
  );
};
