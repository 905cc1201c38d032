/** The whole sample catalogue in memory: authorities first, then the bibs that link to them. */
import type { MarcRecord } from '#shared/marc/record';
import { buildAuthorities } from './authorities.ts';
import { buildBib } from './bib-record.ts';
import type { Sources } from './facts.ts';
import { createNameResolver } from './headings.ts';

export function buildSampleRecords(sources: Sources): { bibs: MarcRecord[]; authorities: MarcRecord[] } {
  const authorities = buildAuthorities(sources);
  const builder = { resolver: createNameResolver(sources), authorities, series: sources.series };
  return {
    bibs: sources.facts.map((fact, i) => buildBib(fact, i + 1, builder)),
    authorities: authorities.records,
  };
}
