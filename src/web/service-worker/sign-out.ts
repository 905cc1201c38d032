import { forgetReader } from './kept-pages.ts';
import { dropPupilLeaving, dropSignOut, keepPupilLeaving, keepSignOut, pupilLeaves, signOutWaits } from './memory.ts';

/** A network that is there and does not answer holds nobody up longer than this (milliseconds). */
const PATIENCE = 5000;
let underWay: Promise<boolean> | null = null;

/** What is kept of the member goes from this phone first of all, whether or not the library hears of it now. */
export async function signOutHere(): Promise<void> {
  await keepSignOut();
  await forgetReader();
}

/** The library has been told, or somebody has signed in since: nothing waits any more. */
export const signOutIsDone = dropSignOut;

/**
 * Tells the library of a sign-out that was made without a network. Comes before every page, so that none is asked for in the name of
 * whoever has left.
 * @returns whether it still waits, because the library cannot be reached
 */
export async function carrySignOut(): Promise<boolean> {
  // told twice, the second time would sign out whoever came in between
  return (underWay ??= carry().finally(() => {
    underWay = null;
  }));
}

async function carry(): Promise<boolean> {
  if ((await signOutWaits()) && !(await tellLibrary('/keluar', dropSignOut))) return true;
  return (await pupilLeaves()) && !(await tellLibrary('/kelas/masuk?/leave', dropPupilLeaving));
}

/** Whether the library has done it: an act that was done leads on. Whatever else it answers, it is asked once more. */
export const isTold = ({ ok, type }: Response): boolean => ok || type === 'opaqueredirect';

/** @returns whether the library knows it now */
async function tellLibrary(path: string, told: () => Promise<void>): Promise<boolean> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!isTold(response)) return false;
    await told();
    return true;
  } catch {
    return false;
  }
}

/** A pupil leaves: the library hears of it now or, without a network, before anything else is asked of it. */
export const pupilLeavesHere = keepPupilLeaving;
/** The library knows that a pupil has left, or somebody has come in since. */
export const pupilHasLeft = dropPupilLeaving;
