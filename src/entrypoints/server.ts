import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ViteDevServer } from 'vite';
import { ConfigError, readConfig, type Config } from '#platform/config';
import { watchEventLoop } from '#platform/event-loop';
import { DataDirInUse } from '#platform/lock';
import { papersElsewhere } from '#platform/heavy-papers';
import { setPapersElsewhere } from '#platform/pdf';
import { provideServices, type Services } from '#platform/services';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { boot } from './boot.ts';
import { buildHttpApp, type WebHandler } from './http-app.ts';
import { jobModules } from './job-modules.ts';
import { prepare } from './prepare.ts';
import { keepWorker } from './worker-keeper.ts';

// The web framework reads these when its handler is imported.
process.env.KIT_PROTOCOL_HEADER = 'x-lumbung-proto';
process.env.KIT_HOST_HEADER = 'x-lumbung-host';
process.env.KIT_ADDRESS_HEADER = 'x-lumbung-ip';
process.env.KIT_BODY_SIZE_LIMIT = `${FORM_MEGABYTES}M`;

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
  const app = await buildHttpApp(services, handler);
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
  for (const line of await prepare.announce(services, `http://${config.host}:${port}`, demo)) say(line);
  return async () => {
    await app.close();
    await vite?.close();
  };
}

async function main(): Promise<void> {
  const demo = process.argv.includes('--demo');
  const config = readConfig();
  const booted = await boot(config, { shared: true });
  let closeHttp: (() => Promise<void>) | undefined;
  let endWorker: (() => Promise<void>) | undefined;
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 20_000).unref();
    // pages that are told of changes are let go, or they would keep the server waiting
    await booted.services.live.stop();
    await closeHttp?.();
    await endWorker?.();
    await booted.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  void booted.databaseEnded.then(() => {
    if (stopping) return;
    process.stderr.write('The database has ended unexpectedly; see postgres.log in the data folder.\n');
    void stop(1);
  });
  try {
    provideServices(booted.services);
    await prepare.before(booted.services, demo, say);
    setPapersElsewhere(papersElsewhere(booted.services));
    endWorker = keepWorker(booted.services);
    for (const declare of jobModules) await declare(booted.services);
    closeHttp = await listen(config, booted.services, demo);
    watchEventLoop((line) => process.stderr.write(`${line}\n`));
  } catch (error) {
    stopping = true;
    await endWorker?.();
    await booted.stop();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (error instanceof ConfigError || error instanceof DataDirInUse) process.stderr.write(`${error.message}\n`);
  else if (inUse)
    process.stderr.write('The port is already in use: stop the other program, or set PORT to another number.\n');
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
