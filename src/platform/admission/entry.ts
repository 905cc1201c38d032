import { AsyncLocalStorage } from 'node:async_hooks';
import { ofNoRequest } from '../database/one-request.ts';
import type { Lane } from './rules/places.ts';

/** One request at the turnstile. */
export interface Entry {
  readonly lane: Lane;
  readonly isWaiting: boolean;
  /** Gives its place to the next one: it is answered, or waits for something that costs this process nothing. */
  leave(): void;
  /** Who came is known now. */
  note(isStaff: boolean): void;
}

const entries = new AsyncLocalStorage<Entry>();

/** Runs the handling of a request so that what is below finds its entry. */
export const withEntry = <T>(entry: Entry, handle: () => T): T => entries.run(entry, handle);

/** Runs what is done for everybody, not for the request that happened to come first. */
export const forEverybody = <T>(work: () => T): T => ofNoRequest(() => entries.exit(work));

/** Says whether the request that runs is of staff: their next one passes at once. Nothing outside of requests. */
export const noteWhoCame = (isStaff: boolean): void => entries.getStore()?.note(isStaff);

/** The request that runs waits for another process, without a connection of the database: others may be answered meanwhile. */
export const leavePlace = (): void => entries.getStore()?.leave();

/** Of the request that runs; what no request asks for goes with the desks. */
export const currentLane = (): Lane => entries.getStore()?.lane ?? 'desk';
