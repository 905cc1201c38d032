import { z } from 'zod';
import { libraryName, nameLibraries, type NameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isoInstant } from '#platform/requests/http';
import { getAgreement } from './agreements/view-agreements.ts';
import {
  AGREEMENT_KINDS,
  DUTY_SIDES,
  NOTE_KINDS,
  PARTNER_KINDS,
  PARTNER_STATES,
  RELATION_KINDS,
  STANDINGS,
  WISH_KINDS,
  WISH_SIDES,
  type PartnerLine,
} from './client.ts';
import { viewPartner } from './register/view-partners.ts';
import { AGREEMENT_STATES } from './rules/terms.ts';

/** Who keeps partners and agreements. */
export const access = { may: 'partners.manage' } as const;

/** A partner in a list. */
export const partnerLine = z.object({
  id: z.number(),
  kind: z.enum(PARTNER_KINDS),
  name: z.string().describe('empty of a person who is forgotten'),
  kelurahan: z.string(),
  state: z.enum(PARTNER_STATES),
  library: libraryName.describe('which looks after them'),
  namedOn: z.string().nullable().describe('since when they agreed to be named in public; null = they did not'),
  since: z.string().nullable(),
  inCharge: z.string().nullable(),
  lastContactOn: z.string().nullable(),
  createdAt: isoInstant,
});
/** Somebody of a partner. */
export const personSchema = z.object({
  id: z.number(),
  name: z.string().describe('empty once they are forgotten'),
  phone: z.string(),
  email: z.string(),
  consentOn: z.string().nullable(),
  consentHow: z.string(),
  erased: z.boolean(),
  version: z.number(),
  roles: z.array(
    z.object({
      id: z.number(),
      partnerId: z.number(),
      partner: z.string(),
      role: z.string(),
      fromOn: z.string().nullable(),
      untilOn: z.string().nullable().describe('null = still'),
    }),
  ),
});
/** A partner with all that is known of them. */
export const sheetSchema = partnerLine.extend({
  address: z.string(),
  phone: z.string(),
  email: z.string(),
  site: z.string(),
  about: z.string(),
  aboutEn: z.string(),
  story: z.string(),
  storyEn: z.string(),
  inChargeId: z.number().nullable(),
  schoolLibrary: libraryName.nullable().describe('the library of a school, where it is one of the network'),
  offer: z.string().describe('by the form of the public page'),
  proven: z.boolean().describe('false: it may have been sent by a machine'),
  createdBy: z.string(),
  version: z.number(),
  people: z.array(personSchema),
  relations: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(RELATION_KINDS),
      forward: z.boolean().describe('false: it is said of the other one towards this one'),
      partnerId: z.number(),
      partner: z.string(),
    }),
  ),
  wishes: z.array(
    z.object({
      id: z.number(),
      side: z.enum(WISH_SIDES),
      kind: z.enum(WISH_KINDS),
      text: z.string(),
      untilOn: z.string().nullable(),
      answer: z.string(),
      answeredAt: isoInstant.nullable(),
      answeredBy: z.string(),
      createdAt: isoInstant,
      version: z.number(),
    }),
  ),
  notes: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(NOTE_KINDS),
      onDay: z.string(),
      text: z.string(),
      nextStep: z.string(),
      nextOn: z.string().nullable(),
      nextDoneOn: z.string().nullable(),
      writtenBy: z.string(),
      createdAt: isoInstant,
    }),
  ),
});
/** Two partners that may be one. */
export const pairSchema = z.object({
  lowId: z.number(),
  lowName: z.string(),
  highId: z.number(),
  highName: z.string(),
  sameName: z.boolean(),
  samePhone: z.boolean(),
  sameEmail: z.boolean(),
  sameSite: z.boolean(),
});
/** A partner of a list, with its library by name. */
export const lineOf = ({ libraryId, ...line }: PartnerLine, libraryOf: NameLibraries) => ({
  ...line,
  library: libraryOf(libraryId),
});

/** A partner as the API shows one. */
export async function shownPartner(ctx: Ctx, id: number): Promise<z.output<typeof sheetSchema>> {
  const { partner, people, relations, wishes, notes } = await viewPartner(ctx, id);
  const libraryOf = await nameLibraries(ctx);
  const { libraryId, schoolLibraryId, ...rest } = partner;
  const libraries = { library: libraryOf(libraryId), schoolLibrary: libraryOf(schoolLibraryId) };
  return { ...rest, ...libraries, people, relations, wishes, notes };
}

/** What an act at a partner answers. */
export const sheetResponse = { 200: sheetSchema };

/** An agreement in a list. */
export const agreementLine = z.object({
  id: z.number(),
  partnerId: z.number(),
  partner: z.string(),
  library: libraryName.describe('our side'),
  kind: z.enum(AGREEMENT_KINDS),
  number: z.string(),
  title: z.string(),
  fromOn: z.string(),
  untilOn: z.string(),
  standing: z.enum(STANDINGS).describe('how it stands today'),
  alarm: z.number().nullable().describe('90, 60 or 30: so many days before its end somebody is to look at it now'),
  late: z.number().describe('obligations past their day'),
});
const thread = z.object({ id: z.number(), title: z.string() }).nullable();
/** One with its obligations and its thread. */
export const wholeAgreement = agreementLine.extend({
  state: z.enum(AGREEMENT_STATES),
  titleEn: z.string(),
  scope: z.string(),
  scopeEn: z.string(),
  sentOn: z.string().nullable(),
  signedOn: z.string().nullable(),
  ourSigner: z.string(),
  ourOffice: z.string(),
  theirSignerId: z.number().nullable(),
  theirSigner: z.string().nullable(),
  hasFile: z.boolean(),
  endedOn: z.string().nullable(),
  endReason: z.string(),
  follows: thread.describe('the agreement that it goes on with'),
  followedBy: thread,
  createdBy: z.string(),
  version: z.number(),
  duties: z.array(
    z.object({
      id: z.number(),
      side: z.enum(DUTY_SIDES),
      text: z.string(),
      dueOn: z.string().nullable(),
      accountId: z.number().nullable(),
      personId: z.number().nullable(),
      inCharge: z.string().nullable(),
      doneOn: z.string().nullable(),
      doneBy: z.string(),
      version: z.number(),
    }),
  ),
});

/** An agreement as the API shows one. */
export async function shownAgreement(ctx: Ctx, agreementId: number): Promise<z.output<typeof wholeAgreement>> {
  const { libraryId, ...agreement } = await getAgreement(ctx, agreementId);
  return { ...agreement, library: (await nameLibraries(ctx))(libraryId) };
}
