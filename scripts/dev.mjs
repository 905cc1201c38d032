// Development: pages reload by themselves (Vite); a change of server source restarts the process.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';

const FOLDERS = ['src/modules', 'src/platform', 'src/shared', 'src/entrypoints', 'src/web/messages', 'db/migrations'];
let child;
let timer;
let closing = false;
let restarting = false;

function start() {
  restarting = false;
  child = spawn(process.execPath, ['src/entrypoints/server.ts', '--demo'], { stdio: 'inherit' });
  child.on('exit', (code) => {
    if (closing) process.exit(code ?? 0);
    if (restarting) start();
    else console.log('[dev] the server has ended; waiting for a change');
  });
}
for (const folder of FOLDERS) {
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (child.exitCode !== null) return start();
      restarting = true;
      child.kill('SIGTERM');
    }, 150);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    closing = true;
    child.kill(signal);
  });
}
start();
