import { z } from 'zod';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import { VOTED_ON, type ReaderSuggestion, type StaffSuggestion, type SuggestionStatus } from './client.ts';
import {
  findForReader,
  findForStaff,
  selectForStaff,
  selectOfReader,
  selectVotedOn,
} from './data/suggestions.queries.ts';
import { acquisitionErrors } from './errors.ts';
import { ownReader } from './own-reader.ts';

const OWN_SHOWN = 100;
interface Page {
  cursor?: string | undefined;
  limit: number;
}
const afterOf = (cursor: string | undefined) => {
  const read = decodeCursor(cursor, z.tuple([z.number().int(), z.number().int()]));
  return read ? { votes: read[0], id: read[1] } : null;
};
const cursorOf = ({ votes, id }: { votes: number; id: number }): readonly number[] => [votes, id];

/** What readers may vote for, most wanted first, for the member who is signed in. Nobody's name is in it. */
export async function listSuggestions(
  ctx: Ctx,
  { cursor, limit }: Page,
): Promise<{ data: ReaderSuggestion[]; next: string | null }> {
  const { id } = ownReader(ctx);
  const page = { statuses: VOTED_ON, after: afterOf(cursor), limit };
  return toPage(await selectVotedOn(ctx.db, id, page), limit, cursorOf);
}

/** What the member who is signed in asked for or voted for, with the library's answers; the latest hundred. */
export const listOwnSuggestions = async (ctx: Ctx): Promise<ReaderSuggestion[]> =>
  selectOfReader(ctx.db, ownReader(ctx).id, OWN_SHOWN);

/** One suggestion as the member who is signed in sees it. Throws `acquisition.suggestion_not_found`. */
export async function getOwnSuggestion(ctx: Ctx, id: number): Promise<ReaderSuggestion> {
  const found = await findForReader(ctx.db, ownReader(ctx).id, id);
  if (!found) throw acquisitionErrors.suggestionNotFound();
  return found;
}

/** Suggestions of the libraries where the actor decides, most wanted first. Needs `suggestions.decide`. */
export async function listSuggestionsForStaff(
  ctx: Ctx,
  { statuses, cursor, limit }: Page & { statuses: readonly SuggestionStatus[] },
): Promise<{ data: StaffSuggestion[]; next: string | null }> {
  authorizeAnywhere(ctx, 'suggestions.decide');
  if (statuses.length === 0) throw platformErrors.invalidInput({}, { status: 'required' });
  const granted = grantedLibraries(ctx.actor, 'suggestions.decide');
  const page = { statuses, libraries: granted === 'all' ? null : granted, after: afterOf(cursor), limit };
  return toPage(await selectForStaff(ctx.db, page), limit, cursorOf);
}

/** One of them. Needs `suggestions.decide` at its library. Throws `acquisition.suggestion_not_found`. */
export async function getSuggestionForStaff(ctx: Ctx, id: number): Promise<StaffSuggestion> {
  authorizeAnywhere(ctx, 'suggestions.decide');
  const found = await findForStaff(ctx.db, id);
  if (!found) throw acquisitionErrors.suggestionNotFound();
  authorize(ctx, 'suggestions.decide', found.library.id);
  return found;
}
