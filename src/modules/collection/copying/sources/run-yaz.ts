import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceTrouble } from '../client.ts';
import { readSearchSaid, readShowSaid } from '../rules/yaz-words.ts';

/** A question to a Z39.50 server. */
export interface ZQuestion {
  /** Of the address that was looked at, as a number. */
  address: string;
  port: number;
  database: string;
  /** In prefix notation, the next one for where the one before found nothing. */
  queries: readonly string[];
}
export interface YazLimits {
  /** The program: its name or where it lies. */
  program: string;
  /** Milliseconds for all of it. */
  patience: number;
  /** Bytes of the records. */
  most: number;
  mostRecords: number;
}

/** The records as they came, one after another; or why there are none. */
export type ZAnswer = { records: Buffer } | { trouble: SourceTrouble; said?: string };

/** What it prints of a record is longer than the record. */
const WORDINESS = 4;
const KILO = 1024;
/** Of what it says so much is looked at: what decides stands at the end. */
const LOOKED_AT = 16_384;
/** A line of commands: what it could be more than one of is refused before it is written. */
function line(command: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(command)) throw new Error('a command of one line was expected');
  return `${command}\n`;
}

interface Talk {
  /** What it said since the last command that is waited for. */
  heard: string;
  stage: 'searching' | 'fetching' | 'fetching as it is';
  show: string;
  next: number;
  end: ZAnswer | 'read' | null;
}

/** Diagnostic of Bib-1: the server has records of one kind only, and wants them asked for without saying which. */
const NO_ELEMENT_SET = /^ *\[25\] /m;

/** What comes next by what it said: commands to write, or the end of the talk. */
function goOn(talk: Talk, { queries }: ZQuestion, most: number): string {
  if (talk.stage !== 'searching') {
    if (!/^Elapsed:/m.test(talk.heard)) return '';
    if (talk.stage === 'fetching' && NO_ELEMENT_SET.test(talk.heard)) {
      talk.stage = 'fetching as it is';
      talk.heard = '';
      return line('elements') + talk.show;
    }
    talk.end = 'read';
    return line('quit');
  }
  const said = readSearchSaid(talk.heard);
  if (said === null) return '';
  if ('trouble' in said) {
    talk.end = said;
    return line('quit');
  }
  talk.heard = '';
  if (said.hits > 0) {
    talk.stage = 'fetching';
    talk.show = line(`show 1+${Math.min(said.hits, most)}`);
    return talk.show;
  }
  const query = queries[talk.next];
  talk.next += 1;
  if (query !== undefined) return line(`find ${query}`);
  talk.end = { records: Buffer.alloc(0) };
  return line('quit');
}

async function talkWith(
  folder: string,
  question: ZQuestion,
  limits: YazLimits,
): Promise<{ talk: Talk; ended: ZAnswer }> {
  const { promise, resolve } = Promise.withResolvers<ZAnswer>();
  // no shell, no settings of whoever runs us, and nothing of our environment
  const child = spawn(limits.program, ['-m', join(folder, 'records'), '-k', String(Math.ceil(limits.most / KILO))], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TERM: 'dumb' },
    stdio: ['pipe', 'pipe', 'ignore'],
    shell: false,
  });
  const talk: Talk = { heard: '', stage: 'searching', show: '', next: 1, end: null };
  let length = 0;
  const finish = (answer: ZAnswer): void => {
    child.kill('SIGKILL');
    resolve(answer);
  };
  const patience = setTimeout(() => finish({ trouble: 'slow' }), limits.patience);
  child.on('error', (error) =>
    finish({ trouble: 'code' in error && error.code === 'ENOENT' ? 'absent' : 'unreachable' }),
  );
  // it may have ended by the time it is told something
  child.stdin.on('error', () => undefined);
  child.stdout.on('error', () => undefined);
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>();
  child.on('close', () => {
    resolve({ trouble: 'unreachable' });
    close(undefined);
  });
  child.stdout.setEncoding('latin1');
  child.stdout.on('data', (text: string) => {
    length += text.length;
    if (length > limits.most * WORDINESS) finish({ trouble: 'too_large' });
    if (talk.end !== null) return;
    talk.heard = (talk.heard + text).slice(-LOOKED_AT);
    child.stdin.write(goOn(talk, question, limits.mostRecords));
  });
  const { address, port, database, queries } = question;
  const host = address.includes(':') ? `[${address}]` : address;
  const [first = ''] = queries;
  for (const command of [`open tcp:${host}:${port}/${database}`, 'format usmarc', 'elements F', `find ${first}`])
    child.stdin.write(line(command));
  try {
    return { talk, ended: await promise };
  } finally {
    clearTimeout(patience);
    child.kill('SIGKILL');
    // it writes no more into a folder that goes
    if (child.pid !== undefined) await closed;
  }
}

async function readRecords(path: string, talk: Talk, most: number): Promise<ZAnswer> {
  const size = await stat(path).then(
    ({ size: bytes }) => bytes,
    () => 0,
  );
  if (size > most) return { trouble: 'too_large' };
  if (size > 0) return { records: await readFile(path) };
  const said = readShowSaid(talk.heard);
  return said === null ? { trouble: 'other_schema' } : { trouble: 'diagnostic', said };
}

/**
 * Asks a Z39.50 server through `yaz-client` (Debian package `yaz`), which is told by its input what to do. It ends with the answer: nothing of it
 * and of what it wrote is left. Never throws for what the server or the program does; `absent`: there is no such program here.
 */
export async function runYaz(question: ZQuestion, limits: YazLimits): Promise<ZAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'lumbung-z3950-'));
  try {
    const { talk, ended } = await talkWith(folder, question, limits);
    if (talk.end === 'read' && !('trouble' in ended && (ended.trouble === 'slow' || ended.trouble === 'too_large')))
      return await readRecords(join(folder, 'records'), talk, limits.most);
    return talk.end === null || talk.end === 'read' ? ended : talk.end;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Is the program there? It is asked for its version only. */
export async function hasYaz(program: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  spawn(program, ['-V'], { stdio: 'ignore', shell: false, timeout: 5000 })
    .on('error', () => resolve(false))
    .on('close', (code) => resolve(code === 0));
  return promise;
}
