import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A secret: typed unseen at a terminal, else the first line of standard input. */
export async function readSecret(question: string): Promise<string> {
  const terminal = process.stdin.isTTY;
  if (terminal) process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal });
  try {
    for await (const line of reader) return line;
    return '';
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}
