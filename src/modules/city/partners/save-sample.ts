import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { insertAgreement, insertDuty } from './data/agreements.queries.ts';
import { updatePartner } from './data/partners.queries.ts';
import { insertPerson, insertRole } from './data/people.queries.ts';
import { insertNote, insertRelation, insertWish } from './data/ties.queries.ts';
import { savePartner } from './register/save-partner.ts';
import type { AgreementState, DutySide, PartnerState, RelationKind } from './rules/terms.ts';
import {
  agreementInput,
  noteInput,
  partnerInput,
  personInput,
  roleInput,
  wishInput,
  type AgreementInput,
  type NoteInput,
  type PartnerInput,
  type PersonInput,
  type RoleInput,
  type WishInput,
} from './schema.ts';

/** A partner with all that was written down over the years. */
export interface PastPartner {
  partner: PartnerInput;
  state: PartnerState;
  /** What they offered by the form of the public page; '' = nothing. */
  offer: string;
  people: (PersonInput & RoleInput)[];
  notes: NoteInput[];
  wishes: (WishInput & { answer: string })[];
}

/** Writes a partner of the past: for samples. @returns its id, and those of its people in their order */
export async function savePastPartner(
  trx: Tx,
  ctx: Ctx,
  { partner, state, offer, people, notes, wishes }: PastPartner,
): Promise<{ id: number; people: number[] }> {
  const now = ctx.clock.now();
  const by = actorName(ctx.actor);
  const id = await savePartner(trx, ctx, parseInput(partnerInput, partner));
  if (state !== 'active' || offer !== '') await updatePartner(trx, id, { state, offer });
  const made: number[] = [];
  for (const { role, fromOn, untilOn, ...person } of people) {
    const personId = await insertPerson(trx, { ...parseInput(personInput, person), createdAt: now });
    await insertRole(trx, { ...parseInput(roleInput, { role, fromOn, untilOn }), partnerId: id, personId });
    made.push(personId);
  }
  for (const note of notes)
    await insertNote(trx, { ...parseInput(noteInput, note), partnerId: id, createdAt: now, writtenBy: by });
  for (const { answer, ...wish } of wishes) {
    const answered = answer === '' ? {} : { answer, answeredAt: now, answeredBy: by };
    const asked = { ...parseInput(wishInput, wish), partnerId: id, createdAt: now, createdBy: by };
    await insertWish(trx, { ...asked, ...answered });
  }
  return { id, people: made };
}

/** An agreement as it stands, with its obligations. */
export interface PastAgreement {
  agreement: AgreementInput;
  partnerId: number;
  libraryId: number;
  state: Exclude<AgreementState, 'ended'>;
  sentOn: string | null;
  signedOn: string | null;
  followsId: number | null;
  duties: {
    side: DutySide;
    text: string;
    dueOn: string | null;
    accountId: number | null;
    personId: number | null;
    doneOn: string | null;
  }[];
}

/** Writes an agreement of the past: for samples. @returns its id */
export async function savePastAgreement(
  trx: Tx,
  ctx: Ctx,
  { agreement, duties, ...row }: PastAgreement,
): Promise<number> {
  const now = ctx.clock.now();
  const by = actorName(ctx.actor);
  const made = { createdAt: now, changedAt: now, createdBy: by };
  const id = await insertAgreement(trx, { ...parseInput(agreementInput, agreement), ...row, ...made });
  for (const duty of duties) {
    await insertDuty(trx, { ...duty, agreementId: id, doneBy: duty.doneOn === null ? '' : by });
  }
  return id;
}

/** Says how a partner stands to another one: for samples. */
export async function saveRelation(
  trx: Tx,
  relation: { fromId: number; toId: number; kind: RelationKind },
): Promise<void> {
  await insertRelation(trx, relation);
}
