import type { z } from 'zod';
import { listLibraries, networkZone, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { enter, mayEnter, type Access } from '#platform/rights/access';
import { grantedLibraries, seenLibraries } from '#platform/rights/authorize';
import { localDate, type LocalDate } from '#shared/dates';
import type { AnalysisDefinition, AnalysisSheet } from './analysis.ts';
import { ANALYSES } from './analysis-list.ts';
import type { AnalysisInput } from './client.ts';
import { analysisErrors } from './errors.ts';
import { analysisQuery, type AnalysisQuery } from './schema.ts';

/** An analysis with its words in the reader's language. */
export interface ListedAnalysis {
  key: string;
  title: string;
  /** The question that it answers. */
  about: string;
  inputs: AnalysisInput[];
  /** It tells how things stand now, and asks for no time. */
  isOfNow: boolean;
}
export interface Analysis extends ListedAnalysis, AnalysisSheet {
  query: AnalysisQuery;
  /** The name of the library that was asked for; null = all that may be seen. */
  library: string | null;
  from: LocalDate;
  to: LocalDate;
  madeAt: Date;
}

const accessOf = ({ may }: AnalysisDefinition): Access => (may === null ? 'account' : { may });

const listed = ({ locale }: Ctx, { key, name, about, inputs, isOfNow }: AnalysisDefinition): ListedAnalysis => ({
  key,
  title: name({}, { locale }),
  about: about({}, { locale }),
  inputs: [...inputs],
  isOfNow: isOfNow ?? false,
});

/** The analyses that this account may open. */
export async function listAnalyses(ctx: Ctx): Promise<ListedAnalysis[]> {
  enter(ctx.actor, 'account');
  return Promise.resolve(ANALYSES.filter((one) => mayEnter(ctx.actor, accessOf(one))).map((one) => listed(ctx, one)));
}

function definitionOf(ctx: Ctx, key: string): AnalysisDefinition {
  enter(ctx.actor, 'account');
  const definition = ANALYSES.find((one) => one.key === key);
  if (!definition) throw analysisErrors.notFound();
  enter(ctx.actor, accessOf(definition));
  return definition;
}

/** One of them by its key. Needs its own permission. Refuses `analyses.not_found`. */
export async function getAnalysis(ctx: Ctx, key: string): Promise<ListedAnalysis> {
  return Promise.resolve(listed(ctx, definitionOf(ctx, key)));
}

/** Of which libraries an analysis can be asked: those where its permission is held; of what an account itself did, all. */
export async function librariesOf(ctx: Ctx, key: string): Promise<Library[]> {
  const { may } = definitionOf(ctx, key);
  const libraries = (await listLibraries(ctx)).filter(({ active }) => active);
  const granted = may === null ? 'all' : grantedLibraries(ctx.actor, may);
  return granted === 'all' ? libraries : libraries.filter(({ id }) => granted.includes(id));
}

async function libraryOf(ctx: Ctx, code: string): Promise<Library> {
  const library = (await listLibraries(ctx)).find((one) => one.code === code);
  if (!library) throw analysisErrors.notFound();
  return library;
}

/**
 * The answer of an analysis, of the libraries that may be seen by its permission. Refuses `analyses.not_found`, `analyses.account_hidden`,
 * and a library where the permission is not held.
 */
export async function viewAnalysis(ctx: Ctx, input: z.input<typeof analysisQuery>): Promise<Analysis> {
  const query = parseInput(analysisQuery, input);
  const definition = definitionOf(ctx, query.key);
  const library = query.library === undefined ? null : await libraryOf(ctx, query.library);
  const libraryIds =
    definition.may === null ? library && [library.id] : seenLibraries(ctx, definition.may, library?.id);
  const zone = await networkZone(ctx.db);
  const madeAt = ctx.clock.now();
  const { from, to, ratio, budget, price, accountId } = query;
  const asked = { ctx, from, to, ratio, budget, price, accountId, library, libraryIds, zone };
  const sheet = await definition.make({ ...asked, today: localDate(madeAt, zone) });
  return { ...listed(ctx, definition), ...sheet, query, library: library?.name ?? null, from, to, madeAt };
}
