import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ViteDevServer } from 'vite';
import { readConfig, type Config } from '#platform/config';
import { watchEventLoop } from '#platform/background/event-loop';
import { papersElsewhere } from '#platform/background/heavy-papers';
import { catchTheUncaught } from '#platform/last-resort';
import { setPapersElsewhere } from '#platform/papers/pdf';
import { providePractice } from '#platform/practice-space';
import { provideServices, type Services } from '#platform/services';
import { NEEDS_A_PERSON } from '#platform/start-trouble';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { boot, type Booted } from './boot.ts';
import { explainStart } from './explain-start.ts';
import { assetsIn } from './admission/assets.ts';
import { buildHttpApp, type WebHandler } from './http-app.ts';
import { jobModules } from './job-modules.ts';
import { createPhases, type Phases } from './phases.ts';
import { keepPractice, practicePortFor } from './practice/keep-practice.ts';
import { prepare } from './prepare.ts';
import { keepWorker } from './worker-keeper.ts';
import { refuseMarkedFolder } from './sample-mark.ts';
import { tidyAtRest } from './tidy-at-rest.ts';

// The web framework reads these when its handler is imported.
process.env.KIT_PROTOCOL_HEADER = 'x-lumbung-proto';
process.env.KIT_HOST_HEADER = 'x-lumbung-host';
process.env.KIT_ADDRESS_HEADER = 'x-lumbung-ip';
process.env.KIT_BODY_SIZE_LIMIT = `${FORM_MEGABYTES}M`;

/** How long those who wait for an answer may keep us from closing, and all that is closed together. */
const ANSWERING_MS = 3_000;
const CLOSING_MS = 9_000;

/** `npm start` runs us below a process that owns the database (supervisor.ts); tests and others start us alone. */
const supervised = process.env.LUMBUNG_SUPERVISED === '1' && process.send !== undefined;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function listen(config: Config, services: Services, demo: boolean): Promise<() => Promise<void>> {
  let vite: ViteDevServer | undefined;
  let handler: WebHandler;
  if (config.dev) {
    handler = (req, res, next) => vite?.middlewares(req, res, next);
  } else {
    const built: unknown = await import(pathToFileURL(resolve(config.root, 'build/handler.js')).href);
    handler = (built as { handler: WebHandler }).handler;
  }
  const assets = config.dev ? null : assetsIn(resolve(config.root, 'build/client'));
  const app = await buildHttpApp(services, { handler, assets });
  tidyAtRest(app);
  if (config.dev) {
    const { createServer } = await import('vite');
    vite = await createServer({
      root: config.root,
      server: { middlewareMode: true, hmr: { server: app.server } },
      appType: 'custom',
    });
  }
  await app.listen({ host: config.host, port: config.port });
  const bound = app.server.address();
  const port = bound && typeof bound === 'object' ? bound.port : config.port;
  if (!config.practice)
    for (const line of await prepare.announce(services, `http://${config.host}:${port}`, demo)) say(line);
  return async () => {
    // whoever still waits for an answer then does not keep the program from ending
    const patience = setTimeout(() => app.server.closeAllConnections(), ANSWERING_MS);
    await app.close();
    clearTimeout(patience);
    await vite?.close();
  };
}

/** What goes on is said by the process above us, which can also while this one is busy; without one, by ourselves. */
function openPhases(): Phases {
  if (!supervised) return createPhases(say);
  return { begin: (phase) => void process.send?.(phase), end: () => void process.send?.('ready') };
}

/** The practice space beside us, where there is one. @returns what ends it */
function startPractice(
  { services: { config, clock }, address }: Booted,
  demo: boolean,
): (() => Promise<void>) | undefined {
  const port = practicePortFor(config, demo);
  if (port === null || config.practice || !('socketDir' in address)) return undefined;
  const { socketDir } = address;
  const space = keepPractice(config, { port, socketDir, clock, say });
  providePractice(space);
  return async () => space.stop();
}

async function main(config: Config, demo: boolean): Promise<void> {
  refuseMarkedFolder(config, demo);
  const phases = openPhases();
  const booted = await boot(config, { shared: true, say, phase: phases.begin });
  let closeHttp: (() => Promise<void>) | undefined;
  let endWorker: (() => Promise<void>) | undefined;
  let endPractice: (() => Promise<void>) | undefined;
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), CLOSING_MS).unref();
    // pages that are told of changes are let go, or they would keep the server waiting
    await booted.services.live.stop();
    await Promise.all([closeHttp?.(), endPractice?.()]);
    await endWorker?.();
    await booted.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  // the process above us has ended without a word, and the database goes with the next start
  if (supervised) process.on('disconnect', () => void stop(0));
  void booted.databaseEnded.then(() => {
    if (stopping) return;
    process.stderr.write('The database has ended unexpectedly; see postgres.log in the data folder.\n');
    void stop(1);
  });
  try {
    provideServices(booted.services);
    if (demo) phases.begin('sample');
    await prepare.before(booted.jobServices, demo, say);
    phases.begin('server');
    setPapersElsewhere(papersElsewhere(booted.services));
    endWorker = keepWorker(booted.services);
    for (const declare of jobModules) await declare(booted.jobServices);
    closeHttp = await listen(config, booted.services, demo);
    endPractice = startPractice(booted, demo);
    watchEventLoop((line) => process.stderr.write(`${line}\n`));
    phases.end();
  } catch (error) {
    stopping = true;
    await endWorker?.();
    await booted.stop();
    throw error;
  }
}

catchTheUncaught();
let config: Config | null = null;
try {
  const demo = process.argv.includes('--demo');
  config = readConfig(process.env, { demo });
  // what we start means the same folder
  process.env.DATA_DIR = config.dataDir;
  await main(config, demo);
} catch (error) {
  const sentence = explainStart(error, config);
  process.stderr.write(`${sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(sentence ? (supervised ? NEEDS_A_PERSON : 1) : 1);
}
