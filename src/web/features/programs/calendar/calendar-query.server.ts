import { listLibraries } from '#modules/ground/libraries';
import { AUDIENCES, type Audience } from '#modules/community/programs/client';
import type { Ctx } from '#platform/context';

/** What the calendar of programmes is narrowed down to, as it stands in the address. */
export interface CalendarQuery {
  audience: Audience | undefined;
  theme: string | undefined;
  libraryId: number | undefined;
  /** Code of the library. */
  library: string | undefined;
}

/** Reads the filters of `/kegiatan` and its feeds: `sasaran`, `tema`, `perpustakaan`. What is not known narrows nothing down. */
export async function calendarQuery(ctx: Ctx, params: URLSearchParams): Promise<CalendarQuery> {
  const code = params.get('perpustakaan');
  const library = code ? (await listLibraries(ctx, { active: true })).find((one) => one.code === code) : undefined;
  return {
    audience: AUDIENCES.find((one) => one === params.get('sasaran') && one !== 'all'),
    theme: params.get('tema')?.slice(0, 60) || undefined,
    libraryId: library?.id,
    library: library?.code,
  };
}

/** The same as parameters of an address, with more. */
export function calendarParams({ audience, theme, library }: CalendarQuery, more: Record<string, string> = {}): string {
  const params = new URLSearchParams({
    ...(audience && { sasaran: audience }),
    ...(theme && { tema: theme }),
    ...(library && { perpustakaan: library }),
    ...more,
  }).toString();
  return params === '' ? '' : `?${params}`;
}
