import { getReport } from '#modules/insights/reports';
import type { Ctx } from '#platform/context';
import { askedInAddress, reportAsked, type ReportAsked } from './report-asked.server.ts';

/** What the page of a report that is there from the beginning asks: the report itself, or the titles behind one of its rows. */
export async function listedQuery(ctx: Ctx, key: string, url: URL) {
  const { kind, by, title } = await getReport(ctx, key);
  const asked = await reportAsked(ctx, url);
  const { days, compare, library } = asked;
  const within = by === 'class' ? asked.within : undefined;
  const split = within === undefined ? { by } : { by: 'bib', within };
  return { title, asked, within, query: { kind, ...split, ...days, compare, library } };
}

/** What the page where reports are put together asks. */
export async function builtQuery(ctx: Ctx, url: URL, { kind, by }: { kind: string; by: string }) {
  const asked = await reportAsked(ctx, url);
  const { days, compare, library } = asked;
  const within = by === 'bib' ? asked.within : undefined;
  return { asked, within, query: { kind, by, ...days, compare, library, ...(within !== undefined && { within }) } };
}

/** The same as an address says it, where nothing was asked for yet. */
export const builtIn = (url: URL): { kind: string; by: string } => ({
  kind: url.searchParams.get('ukuran') ?? '',
  by: url.searchParams.get('menurut') ?? '',
});

/** All of it in an address. */
export function builtAddress(built: {
  kind: string;
  by: string;
  asked: ReportAsked;
  within: string | undefined;
}): string {
  const { kind, by, asked, within } = built;
  const address = new URLSearchParams({ ukuran: kind, menurut: by, ...Object.fromEntries(askedInAddress(asked)) });
  if (within !== undefined) address.set('dalam', within);
  return address.toString();
}
