import { draftFromTicket } from '#modules/city/answers';
import type { Ctx } from '#platform/context';
import { serviceErrors } from '../errors.ts';
import { viewTicket } from './view-ticket.ts';

/**
 * Makes a draft of a question and answer for everybody out of a ticket and the last answer that was given: whoever checks it takes out what is of this
 * person alone, then publishes it. A record that it is about comes along as its source. Needs the right to answer such tickets, and
 * `answers.edit`. Throws `service.ticket_not_found`, `service.not_answered_yet`. @returns the id of the draft
 */
export async function draftAnswer(ctx: Ctx, id: number): Promise<number> {
  const { title, messages, aboutKind, aboutRef, libraryId } = await viewTicket(ctx, id);
  const answer = messages.findLast(({ author }) => author === 'staff')?.text;
  if (answer === undefined) throw serviceErrors.notAnsweredYet();
  const sources = aboutKind === 'bib' ? [{ bibId: Number(aboutRef) }] : [];
  return draftFromTicket(ctx, { question: title, answer, sources, libraryId });
}
