/**
 * Rebuilds `bibs.mrc` and `authorities.mrc` from the lists in this folder: `node db/demo/build.ts`. The files are kept in
 * the repository, so that the sample city loads without this step; a test compares them with a fresh build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readSources } from './records/facts.ts';
import { buildSampleRecords } from './records/sample-records.ts';
import { encodeRecords } from './records/encode-records.ts';

const path = (name: string): URL => new URL(name, import.meta.url);
const sources = readSources((name) => readFileSync(path(name), 'utf8'));
const { bibs, authorities } = buildSampleRecords(sources);
writeFileSync(path('bibs.mrc'), encodeRecords(bibs));
writeFileSync(path('authorities.mrc'), encodeRecords(authorities));
process.stdout.write(`${bibs.length} bibs, ${authorities.length} authorities written\n`);
