import { z } from 'zod';
import { marcBody } from '#modules/collection/catalog';
import type { RecordSource } from '../client.ts';
import { lumbungCover, lumbungQuery, readLumbungSearch } from '../rules/lumbung.ts';
import type { Sought } from '../rules/sought.ts';
import type { AskLimits, Found, SourceAnswer } from './answer.ts';
import { askJson, questionUrl } from './ask-json.ts';

const title = z.object({ marc: marcBody, coverUrl: z.string() });

/** So many titles are fetched: each is a question of its own. */
const MOST_TITLES = 5;

/**
 * Asks another Lumbung by its public API: a search, then each title that it found, with its record and cover. A title that is gone in between is left
 * out. Never throws for what it does.
 */
export async function askLumbung(source: RecordSource, sought: Sought, limits: AskLimits): Promise<SourceAnswer> {
  const q = lumbungQuery(sought);
  if (q === null) return { unasked: true };
  const ends = performance.now() + limits.patience;
  const most = String(Math.min(MOST_TITLES, limits.mostRecords));
  const found = await askJson(questionUrl(source.address, '/api/v1/search', { q, limit: most }), limits);
  if ('trouble' in found) return found;
  const ids = 'absent' in found ? undefined : readLumbungSearch(found.said);
  if (ids === undefined) return { trouble: 'absent' in found ? 'refused' : 'not_json' };
  const patience = Math.floor(ends - performance.now());
  if (ids.length > 0 && patience <= 0) return { trouble: 'slow' };
  const answers = await Promise.all(
    ids
      .slice(0, MOST_TITLES)
      .map(async (id) => askJson(questionUrl(source.address, `/api/v1/bibs/${id}`, {}), { ...limits, patience })),
  );
  const records = answers.flatMap((answer): Found[] => {
    const read = 'said' in answer ? title.safeParse(answer.said).data : undefined;
    return read ? [{ marc: read.marc, cover: lumbungCover(source.address, read.coverUrl) }] : [];
  });
  if (records.length > 0) return { records };
  const failed = answers.find((answer) => 'trouble' in answer);
  if (failed) return failed;
  return answers.some((answer) => 'said' in answer) ? { trouble: 'not_json' } : { records };
}
