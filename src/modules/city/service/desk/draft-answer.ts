import { citedRecords, draftFromTicket } from '#modules/city/answers';
import { citedPages, MOST_SOURCES } from '#modules/city/answers/client';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { serviceErrors } from '../errors.ts';
import { answerTheme } from './answer-theme.ts';
import { viewTicket } from './view-ticket.ts';

/**
 * Makes a draft of a question and answer for everybody out of a ticket and the last answer that was given: whoever checks it takes out what is of this
 * person alone, then publishes it. A record that it is about, those that the answer names, and pages of the web with the day of the answer come along
 * as its sources; its theme is that of what the ticket is about. Needs the right to answer such tickets, and `answers.edit`. Throws
 * `service.ticket_not_found`, `service.not_answered_yet`. @returns the id of the draft
 */
export async function draftAnswer(ctx: Ctx, id: number): Promise<number> {
  const ticket = await viewTicket(ctx, id);
  const { title, messages, aboutKind, aboutRef, libraryId, timeZone } = ticket;
  const said = messages.findLast(({ author }) => author === 'staff');
  if (!said) throw serviceErrors.notAnsweredYet();
  const answer = said.text;
  const cited = (await citedRecords(ctx, answer)).map(({ bibId }) => bibId);
  const records = new Set([...(aboutKind === 'bib' ? [Number(aboutRef)] : []), ...cited]);
  const seenOn = localDate(said.writtenAt, timeZone);
  const pages = citedPages(answer, MOST_SOURCES).map((url) => ({ title: url.slice(0, 200), url, seenOn }));
  const sources = [...[...records].map((bibId) => ({ bibId })), ...pages].slice(0, MOST_SOURCES);
  const theme = answerTheme(ticket, cited.length > 0);
  return draftFromTicket(ctx, { question: title, answer, sources, libraryId, theme });
}
