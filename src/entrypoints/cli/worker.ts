import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { m } from '#i18n/messages';
import type { Command } from './command.ts';

const program = join(import.meta.dirname, '../worker.ts');

/** A worker by itself, that does not rest: beside servers which share its database and its files. */
export const worker: Command = {
  usage: 'worker',
  summary: (locale) => m.cli_worker_summary({}, { locale }),
  async run(args) {
    parseArgs({ args, options: {} });
    const child = spawn(process.execPath, [program, '--alone'], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => done(code ?? 1));
    });
  },
};
