// Stands in for the server where tests look at who watches it: says where it is, falls or hangs when it is told to.
process.stdout.write(`stand-in ${process.pid} ${process.env.LUMBUNG_SOCKET_DIR}\n`);
process.send('ready');
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGUSR2', () => {
  process.stdout.write('hangs\n');
  for (;;);
});
