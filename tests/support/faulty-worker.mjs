// Preloaded into processes of tests (`--import`): a worker says who it is, and has a bug whenever it is sent a signal.
if (process.argv[1]?.endsWith('worker.ts')) {
  process.stderr.write(`worker pid ${process.pid}\n`);
  process.on('SIGUSR2', () => void Promise.reject(new Error('left alone')));
  process.on('SIGHUP', () => {
    throw new Error('a bug');
  });
}
