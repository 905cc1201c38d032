import { citedRecords, draftFromTicket } from '#modules/city/answers';
import { MOST_SOURCES } from '#modules/city/answers/client';
import type { Ctx } from '#platform/context';
import { serviceErrors } from '../errors.ts';
import { answerTheme } from '../rules/answer-theme.ts';
import { viewTicket } from './view-ticket.ts';

/**
 * Makes a draft of a question and answer for everybody out of a ticket and the last answer that was given: whoever checks it takes out what is of this
 * person alone, then publishes it. A record that it is about, and those that the answer names, come along as its sources; its theme is that of what the ticket is about. Needs the right to answer such tickets, and
 * `answers.edit`. Throws `service.ticket_not_found`, `service.not_answered_yet`. @returns the id of the draft
 */
export async function draftAnswer(ctx: Ctx, id: number): Promise<number> {
  const ticket = await viewTicket(ctx, id);
  const { title, messages, aboutKind, aboutRef, libraryId } = ticket;
  const answer = messages.findLast(({ author }) => author === 'staff')?.text;
  if (answer === undefined) throw serviceErrors.notAnsweredYet();
  const cited = (await citedRecords(ctx, answer)).map(({ bibId }) => bibId);
  const records = new Set([...(aboutKind === 'bib' ? [Number(aboutRef)] : []), ...cited]);
  const sources = [...records].slice(0, MOST_SOURCES).map((bibId) => ({ bibId }));
  const theme = answerTheme(ticket, cited.length > 0);
  return draftFromTicket(ctx, { question: title, answer, sources, libraryId, theme });
}
