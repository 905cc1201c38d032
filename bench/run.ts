/**
 * `npm run bench [-- --size 1000000] [-- --write] [-- --heavy] [-- --crowd] [-- --learning] [-- --moving] [-- --figures]`: makes a library of that many records in a temporary folder, does the works of
 * the performance budgets on a real server with its bundled database, and prints one table.
 */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRunFile } from '../src/entrypoints/run-file.ts';
import { setTimeout } from 'node:timers/promises';
import { voteSeenByAll } from './board.ts';
import { deskBesideHeavyWork } from './beside-heavy.ts';
import { calibrate, REFERENCE } from './calibrate.ts';
import { measureCrowd } from './crowd.ts';
import { measureFigures } from './figures.ts';
import { measureLearning, PRACTICE_PORT } from './learning.ts';
import { measureMovingIn } from './moving-in.ts';
import { Visitor, deskLoans } from './desk-dialog.ts';
import { cpuMs, load, memoryBelowMb, memoryMb, type LoadResult } from './measure.ts';
import { memberNumber, prepareLibrary, type Prepared } from './prepare-library.ts';
import { isMet, table, type Figure } from './report.ts';
import { root, startServer, type ServerProcess } from './server-process.ts';
import {
  accountOf,
  ask,
  checkInsWithHold,
  checkOuts,
  lendTo,
  pageLoad,
  programPages,
  someBarcodes,
  visibleAfter,
  type Target,
} from './works.ts';

/** The library for which the budgets are. */
const USUAL_SIZE = 100_000;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: String(USUAL_SIZE) },
    write: { type: 'boolean', default: false },
    /** Only the memory of a fresh server and the desk beside heavy work. */
    heavy: { type: 'boolean', default: false },
    /** Only the desk while two hundred readers come at once. */
    crowd: { type: 'boolean', default: false },
    /** Only the desk while pupils hand in a test, and while ten trainees practise. */
    learning: { type: 'boolean', default: false },
    /** Only moving in from SLiMS, and backup and restore of what came. */
    moving: { type: 'boolean', default: false },
    /** Only what reports cost a city after five years. */
    figures: { type: 'boolean', default: false },
  },
});
const size = Number(values.size);
if (!Number.isInteger(size) || size < 1000) throw new Error('--size must be a whole number of at least 1000');

const say = (line: string): void => void process.stderr.write(`[bench] ${line}\n`);
/** What a work may take: `growth` times as much in a library of a million records. */
const allowed = (at100k: number, growth: number): number => (size > 300_000 ? at100k * growth : at100k);

const COMMON = ['indonesia', 'sejarah', 'pendidikan', 'islam', 'anak'];
const TWO_WORDS = ['sejarah indonesia', 'pendidikan anak', 'hukum islam', 'budaya masyarakat'];
const MISSPELT = ['sejarha', 'pendidkan', 'manajmen', 'ekonomii'];
const TYPED = ['sej', 'pendi', 'man', 'hukum is', 'ekon'];

const figures: Figure[] = [];
/** CPU of the fixed piece of work on this machine, in milliseconds. */
let unit = REFERENCE;
/** Measures one work; what goes wrong is said in its line and does not stop the others. */
async function measure(figure: Omit<Figure, 'value'>, work: () => Promise<number> | number): Promise<void> {
  try {
    // the work may add what it has seen
    const value = await work();
    figures.push({ ...figure, value });
  } catch (error) {
    figures.push({
      ...figure,
      value: null,
      remark: `not measured: ${error instanceof Error ? error.message : 'failed'}`,
    });
  }
  const last = figures.at(-1);
  say(`${figure.work}: ${last?.value?.toFixed(2) ?? last?.remark} ${figure.unit}`);
}

/** Words of titles that find few records. */
async function rareWords(target: Target): Promise<string[]> {
  const titles = (await Promise.all(COMMON.map(async (word) => ask(target, word, 100)))).flatMap(
    (answer) => answer.data,
  );
  const words = new Set(titles.flatMap(({ title }) => title.split(' ')).filter((word) => /^[a-z]{7,}$/.test(word)));
  const rare: string[] = [];
  for (const word of [...words].slice(0, 150)) {
    const { total } = await ask(target, word);
    if (total > 0 && total <= Math.max(5, size / 2000)) rare.push(word);
  }
  if (rare.length === 0) throw new Error('no rare word was found');
  return rare.slice(0, 20);
}

async function measureSearch(target: Target): Promise<void> {
  const page = (q: string): string => `/katalog?q=${encodeURIComponent(q)}`;
  const api = (q: string): string => `/api/v1/search?q=${encodeURIComponent(q)}`;
  const cpu = async (paths: readonly string[]): Promise<number> => (await pageLoad(target, paths)).cpuMsPerRequest;
  const rare = await rareWords(target);
  const answers = await Promise.all(COMMON.map(async (word) => ask(target, word, 100)));
  const hits = Math.round(answers.reduce((sum, { total }) => sum + total, 0) / answers.length);
  const records = answers.flatMap(({ data }) => data.map(({ id }) => `/katalog/${id}`));
  const unit = 'ms CPU';
  const whyMissed = STATEMENTS;
  await measure({ work: 'an answer without a page (/health)', unit, budget: null, slims: null }, async () =>
    cpu(['/health']),
  );
  await measure({ work: 'the frame alone: a page that has nothing in it', unit, budget: null, slims: null }, async () =>
    cpu(['/luring']),
  );
  const common = `common words (${hits} hits)`;
  await measure({ work: `search page, ${common}`, unit, budget: allowed(4, 4), slims: 177, whyMissed }, async () =>
    cpu(COMMON.map(page)),
  );
  await measure({ work: 'search page, rare words', unit, budget: allowed(3, 4), slims: 63, whyMissed }, async () =>
    cpu(rare.map(page)),
  );
  await measure({ work: 'search page, two words', unit, budget: null, slims: null }, async () =>
    cpu(TWO_WORDS.map(page)),
  );
  await measure({ work: 'search page, misspelt words', unit, budget: null, slims: null }, async () =>
    cpu(MISSPELT.map(page)),
  );
  await measure({ work: `search API, ${common}`, unit, budget: allowed(2, 8), slims: null, whyMissed }, async () =>
    cpu(COMMON.map(api)),
  );
  await measure({ work: 'search API, rare words', unit, budget: allowed(1, 8), slims: null, whyMissed }, async () =>
    cpu(rare.map(api)),
  );
  await measure({ work: 'record page', unit, budget: 3, slims: 6.9, whyMissed }, async () => cpu(records));
  // no two addresses are the same, so that none is answered with what was made for another one
  await measure({ work: 'home page, made anew', unit, budget: 2.5, slims: 4.6, whyMissed }, async () => {
    return (await pageLoad(target, (i) => `/?kecamatan=${i}`)).cpuMsPerRequest;
  });
  await measure({ work: 'home page, while nobody writes', unit, budget: null, slims: null }, async () => cpu(['/']));
  await measure({ work: 'calendar of programmes, made anew', unit, budget: 3, slims: null, whyMissed }, async () => {
    return (await pageLoad(target, (i) => `/kegiatan?halaman-uji=${i}`)).cpuMsPerRequest;
  });
  await measure({ work: 'page of a programme', unit, budget: 4, slims: null }, async () =>
    cpu(await programPages(target)),
  );
  await measure(
    { work: `search page, ${common}, 8 clients`, unit: '/s', budget: 250, atLeast: true, slims: 9.4 },
    async () => {
      const { requests, seconds } = await pageLoad(target, COMMON.map(page), { clients: 8 });
      return requests / seconds;
    },
  );
  await measure(
    { work: 'suggestions while typing, p50', unit: 'ms', budget: allowed(5, 2), slims: null },
    async () =>
      (
        await pageLoad(
          target,
          TYPED.map((q) => `/api/v1/suggest?q=${encodeURIComponent(q)}`),
          { requests: 200, clients: 1 },
        )
      ).p50,
  );
}

/** One request at a time, so that a page is not answered beside others. */
const ALONE = { requests: 200, clients: 1 };
/** Nobody comes for so long, in seconds: the database tidies up behind what was written, and the server gives memory back. */
const SETTLING = 120;
const REST = 60;

/** Why figures are missed; measured in docs/decisions/161. */
const STATEMENTS = 'the frame alone takes what its line says; the rest is one wake of the database and its statements';
const RENDERING = 'see the frame alone; the rest is rendering and some thirty statements';
const DIALOG = 'five answers with their frames, and two changes that the disk must have';
const MEMORY = 'what is alive in the server, its native heap and the shared pages of the database';

/** CPU of one page for one who is signed in, after a warm-up. */
async function signedInLoad({ server }: Target, visitor: Visitor, path: string): Promise<number> {
  const look = async (): Promise<LoadResult> =>
    load(server.pid, ALONE.requests, ALONE.clients, async () => void (await visitor.get(path)));
  await look();
  return (await look()).cpuMsPerRequest;
}

/** What staff click, as a browser without a script does it. */
async function measureDesk(target: Target, copies: readonly string[]): Promise<void> {
  await measure(
    { work: 'first page of staff', unit: 'ms CPU', budget: 8, slims: null, whyMissed: RENDERING },
    async () => {
      return signedInLoad(target, await Visitor.open(target), '/staf');
    },
  );
  const dialog = 'one loan at the desk, whole dialog of 5 requests';
  let p50: number | null = null;
  await measure({ work: `${dialog}, CPU`, unit: 'ms CPU', budget: 15, slims: 26, whyMissed: DIALOG }, async () => {
    const half = Math.floor(copies.length / 2);
    await deskLoans(target, copies.slice(0, half), 0);
    const lent = await deskLoans(target, copies.slice(half), half);
    p50 = lent.p50;
    return lent.cpuMsPerRequest;
  });
  if (p50 === null) return;
  const seen: number = p50;
  await measure({ work: `${dialog}, p50`, unit: 'ms', budget: 25, slims: 30, whyMissed: DIALOG }, () => seen);
}

async function measureRest({ server }: Target): Promise<void> {
  const memory = { unit: 'MB', budget: 300, slims: 176, remark: 'server and database', whyMissed: MEMORY };
  await measure({ ...memory, work: 'memory after all these requests' }, () => memoryMb(server.pid));
  await setTimeout(SETTLING * 1000);
  await measure({ work: 'at rest, a second', unit: 'ms CPU', budget: 3, slims: 0 }, async () => {
    const before = cpuMs(server.pid);
    await setTimeout(REST * 1000);
    return (cpuMs(server.pid) - before) / REST;
  });
  await measure({ ...memory, work: 'memory three minutes later' }, () => memoryMb(server.pid));
}

const LOANS_OF_ONE = 50;
/** What a reader has at home. */
const LOANS_OF_READER = 3;
/** So many copies are lent by clicking. */
const AT_DESK = 100;
/** Members whom nothing else in here lends to. */
const [READER, GREAT_READER] = [memberNumber(4998), memberNumber(4999)];

async function measureLending(target: Target): Promise<void> {
  const all = await someBarcodes(target, Math.min(3100, size / 2));
  const copies = all.slice(AT_DESK);
  await measureDesk(target, all.slice(0, AT_DESK));
  const alone = Math.floor(copies.length / 6);
  await measure({ work: 'checkout through the API, durable, p50', unit: 'ms', budget: 5, slims: 26.7 }, async () => {
    await checkOuts(target, copies.slice(0, 50), 1);
    return (await checkOuts(target, copies.slice(50, alone), 1)).p50;
  });
  await measure({ work: 'checkouts, 8 clients', unit: '/s', budget: 400, atLeast: true, slims: null }, async () => {
    const { requests, seconds } = await checkOuts(target, copies.slice(alone, -LOANS_OF_ONE - LOANS_OF_READER), 8);
    return requests / seconds;
  });
  await measure({ work: 'check-in with a hold to catch, p50', unit: 'ms', budget: 10, slims: null }, async () => {
    // those of one client are out: the first for the compiler to see the code
    await checkInsWithHold(target, copies.slice(0, 50));
    return (await checkInsWithHold(target, copies.slice(50, Math.min(alone, 250)))).p50;
  });
  const account = `account with ${LOANS_OF_ONE} loans`;
  await measure({ work: `${account} through the API, p50`, unit: 'ms', budget: 10, slims: null }, async () => {
    await lendTo(target, GREAT_READER, copies.slice(-LOANS_OF_ONE));
    return (await accountOf(target, GREAT_READER)).p50;
  });
  const pageOf = async (number: string): Promise<number> =>
    signedInLoad(target, await Visitor.ofReader(target, number), '/akun');
  const own = `page of a reader's account with ${LOANS_OF_READER} loans`;
  await measure({ work: own, unit: 'ms CPU', budget: 5, slims: null, whyMissed: RENDERING }, async () => {
    await lendTo(target, READER, copies.slice(-LOANS_OF_ONE - LOANS_OF_READER, -LOANS_OF_ONE));
    return pageOf(READER);
  });
  await measure({ work: `page of an ${account}`, unit: 'ms CPU', budget: null, slims: null }, async () =>
    pageOf(GREAT_READER),
  );
}

/** So many phones and screens follow one board. */
const PHONES = 60;

async function measureBoard(target: Target, dataDir: string): Promise<void> {
  const work = `idea board: a vote is seen by all ${PHONES} live phones, p95`;
  const socketDir = readRunFile(dataDir)?.socketDir ?? '';
  await measure({ work, unit: 'ms', budget: 500, slims: null }, async () =>
    voteSeenByAll(target.server.origin, socketDir, PHONES),
  );
}

async function measureVisibility(target: Target, dataDir: string): Promise<void> {
  const work = 'a committed change is found by another process, longest of 20';
  await measure({ work, unit: 'ms', budget: 50, slims: null }, async () => {
    const socketDir = readRunFile(dataDir)?.socketDir ?? '';
    const url = `postgres://lumbung@localhost/lumbung?host=${encodeURIComponent(socketDir)}`;
    // processes of one database share its keys
    mkdirSync(`${dataDir}-second`, { recursive: true });
    copyFileSync(join(dataDir, 'secrets.json'), join(`${dataDir}-second`, 'secrets.json'));
    const second = await startServer({ DATABASE_URL: url, DATA_DIR: `${dataDir}-second` });
    try {
      return await visibleAfter(target, { ...target, server: second });
    } finally {
      await second.stop();
      rmSync(`${dataDir}-second`, { recursive: true, force: true });
    }
  });
}

/** Milliseconds from the start of a server to its first answer; the index is built in this time when there is none. */
async function timeToSearch(dataDir: string, token: string): Promise<number> {
  const server = await startServer({ DATA_DIR: dataDir });
  try {
    const started = performance.now();
    const { total } = await ask({ server, token }, '');
    if (total !== size) throw new Error(`${total} of ${size} records can be found`);
    return server.startMs + performance.now() - started;
  } finally {
    await server.stop();
  }
}

async function measureServer(server: ServerProcess, prepared: Prepared, indexSeconds: number): Promise<void> {
  const remark = `${prepared.importSeconds.toFixed(1)} s for the records and copies, ${indexSeconds.toFixed(1)} s for the index`;
  await measure(
    { work: 'MARC import incl. indexing', unit: 'records/s', budget: 1500, atLeast: true, slims: 1000 / 19, remark },
    () => size / (prepared.importSeconds + indexSeconds),
  );
  await measure(
    { work: 'memory of the import with its database, peak', unit: 'MB', budget: null, slims: null },
    () => prepared.importPeakMb,
  );
  await measure({ work: 'npm start to first page', unit: 's', budget: 5, slims: null }, () => server.startMs / 1000);
  await measure({ work: 'memory of a fresh server with its database', unit: 'MB', budget: 400, slims: 409 }, () =>
    memoryMb(server.pid),
  );
  await measureFreshMemory(server);
}

async function measureFreshMemory(server: ServerProcess): Promise<void> {
  const work = 'memory of a fresh web process and PostgreSQL';
  await measure({ work, unit: 'MB', budget: 420, slims: null }, () => memoryBelowMb(server.pid));
}

/** What a desk waits for while the worker does all that is heavy at once. */
async function measureBesideHeavy(target: Target, dataDir: string): Promise<void> {
  const figure: Omit<Figure, 'value'> = {
    work: 'desk p95 while 1,000 certificates, an export of 200,000 rows and an index build run',
    unit: 'ms',
    budget: 50,
    slims: null,
  };
  let peak: number | null = null;
  await measure(figure, async () => {
    const seen = await deskBesideHeavyWork(target, readRunFile(dataDir)?.socketDir ?? '');
    const { answers, longest, seconds, lines, peakMb } = seen;
    peak = peakMb;
    figure.remark = `${answers} answers in ${seconds.toFixed(1)} s, longest ${longest.toFixed(0)} ms; ${lines} rows`;
    return seen.p95;
  });
  if (peak !== null) {
    const memory = peak;
    const work = 'memory meanwhile, with the worker, peak';
    await measure({ work, unit: 'MB', budget: null, slims: null }, () => memory);
  }
}

/** On a server that runs a practice space beside it, which none of the others has. */
async function measureLearners(dataDir: string, token: string): Promise<void> {
  const server = await startServer({ DATA_DIR: dataDir, PRACTICE_PORT });
  try {
    const socketDir = readRunFile(dataDir)?.socketDir ?? '';
    unit = await calibrate(server.pid, socketDir);
    await measureLearning({ server, token }, socketDir, measure);
  } finally {
    await server.stop();
  }
}

async function main(): Promise<void> {
  if (values.figures) await measureFigures(size, measure, say);
  else if (values.moving) await measureMovingIn(size, measure);
  else await measureServing();
  const alone = values.figures || values.moving || values.heavy || values.crowd || values.learning;
  // a million records are moved in by nobody
  if (size <= USUAL_SIZE && !alone) await measureMovingIn(size, measure);
}

async function measureServing(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-bench-'));
  chmodSync(dataDir, 0o755);
  try {
    const prepared = await prepareLibrary(dataDir, size, say);
    const withBuild = await timeToSearch(dataDir, prepared.token);
    const indexSeconds = Math.max(0, withBuild - (await timeToSearch(dataDir, prepared.token))) / 1000;
    if (values.learning) {
      await measureLearners(dataDir, prepared.token);
      return;
    }
    const server = await startServer({ DATA_DIR: dataDir }, 'scripts/run.mjs');
    const target = { server, token: prepared.token };
    try {
      unit = await calibrate(server.pid, readRunFile(dataDir)?.socketDir ?? '');
      say(`a fixed piece of work takes this machine ${unit.toFixed(1)} ms`);
      if (values.heavy) {
        await measureFreshMemory(server);
        await measureBesideHeavy(target, dataDir);
        return;
      }
      if (values.crowd) {
        await measureCrowd(target, measure);
        return;
      }
      await measureServer(server, prepared, indexSeconds);
      await measureSearch(target);
      await measureLending(target);
      await measureBoard(target, dataDir);
      await measureVisibility(target, dataDir);
      await measureRest(target);
      await measureBesideHeavy(target, dataDir);
      await measureCrowd(target, measure);
    } finally {
      await server.stop();
    }
    await measureLearners(dataDir, prepared.token);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const cores = cpus().length;
const busy = loadavg()[0] ?? 0;
await main();
if (busy > cores / 2) {
  const whyMissed = `not conclusive: other programs kept the processors busy (load average ${busy.toFixed(1)} on ${cores} cores)`;
  for (const figure of figures) figure.whyMissed = [figure.whyMissed, whyMissed].filter(Boolean).join('; ');
}
const machine = `${size} records; ${cores} × ${cpus()[0]?.model ?? 'CPU'}; Node ${process.version}; load average when it began: ${busy.toFixed(1)}`;
const notes =
  'CPU is that of application and database together, per request. Milliseconds and rates are as clients on the same machine see ' +
  'them; whatever else runs there (see the load average) lengthens them. SLiMS 9.7.0 was measured on 2 cores with 100,015 records. ' +
  `Times are also said in hundredths of a fixed piece of work, which takes this machine ${unit.toFixed(1)} ms of CPU; a budget of time is ` +
  `that of a machine where it takes ${REFERENCE} ms, and grows and shrinks with it.`;
process.stdout.write(`\n${machine}\n\n${table(figures, unit)}\n\n${notes}\n`);
if (values.write) {
  const [name, command] =
    size === USUAL_SIZE ? ['benchmarks', 'npm run bench'] : [`benchmarks-${size}`, `npm run bench -- --size ${size}`];
  const text = `# Benchmarks\n\n\`${command}\`: ${machine}.\n\n${notes}\n\n${table(figures, unit)}\n`;
  writeFileSync(join(root, `docs/${name}.md`), text);
}
const missed = figures.filter((figure) => !isMet(figure, unit));
if (missed.length > 0) say(`missed: ${missed.map(({ work }) => work).join('; ')}`);
