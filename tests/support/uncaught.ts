import { NOBODY_CAUGHT } from '#platform/last-resort';

/** Fails where a server that tests started printed an error that nobody caught. @param output all that it printed */
export function refuseUncaught(output: string): void {
  const at = output.indexOf(NOBODY_CAUGHT);
  if (at >= 0)
    throw new Error(`a server of these tests had an error that nobody caught:\n${output.slice(at, at + 4000)}`);
}
