import { brotliCompressSync, constants } from 'node:zlib';
import pg from 'pg';
import { cpuMs } from './measure.ts';
import { seeded } from './vocabulary.ts';

/** What the fixed piece of work takes on the machine for which the budgets hold as written (2 cores of an AMD EPYC), in milliseconds. */
export const REFERENCE = 105;

const WORDS = 40_000;
const ROUNDS = 9;
const QUESTIONS = 40;
const LEVEL = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };

/** The same text on every machine. */
function fixedText(): string {
  const random = seeded(11);
  const words = Array.from({ length: WORDS }, (_, at) => ({ at, word: Math.floor(random() * 1e9).toString(36) }));
  return JSON.stringify(words);
}

function parseSortCompress(text: string): number {
  const before = process.cpuUsage();
  const words = JSON.parse(text) as { at: number; word: string }[];
  words.sort((a, b) => (a.word < b.word ? -1 : 1));
  brotliCompressSync(JSON.stringify(words), LEVEL);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * CPU milliseconds that this machine needs for a fixed piece of work: a text that is parsed, sorted and compressed, and a question to the
 * database that is asked some times. The middle of nine.
 * @param pid of the server, its database below it
 */
export async function calibrate(pid: number, socketDir: string): Promise<number> {
  const text = fixedText();
  const client = new pg.Client({ host: socketDir, user: 'lumbung', database: 'lumbung' });
  await client.connect();
  const times: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const own = parseSortCompress(text);
      const before = cpuMs(pid);
      for (let asked = 0; asked < QUESTIONS; asked += 1)
        await client.query(`select md5(string_agg(i::text, ',' order by -i)) from generate_series(1, 5000) i`);
      times.push(own + cpuMs(pid) - before);
    }
  } finally {
    await client.end();
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
