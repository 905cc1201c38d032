// Runs the supervisor as `npm start` does, with a stand-in for the server where `STAND_IN` names one.
import { superviseUntilSignal } from '../../src/entrypoints/supervisor.ts';

await superviseUntilSignal({
  node: process.execPath,
  args: [],
  ...(process.env.STAND_IN && { script: process.env.STAND_IN }),
});
