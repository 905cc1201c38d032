import { setFlagsFromString } from 'node:v8';

const FLAG = '--heap-growing-percent';
/** So much of what is alive may come on top of it before the heap is tidied; V8 by itself lets it grow to four times as much. */
const PERCENT = 50;
/** What V8 does by itself. */
const USUAL = 0;

/** Whoever started the process has decided already. */
const isDecided = process.execArgv.some((flag) => flag.startsWith(FLAG));
let atWork = 0;

/**
 * Does long work that makes much and keeps little, and tidies the heap more often meanwhile: it holds half as much, for a tenth more CPU
 * (docs/decisions/180). Pages that people wait for are not worth that.
 */
export async function withTidyHeap<T>(work: () => Promise<T>): Promise<T> {
  if (isDecided) return work();
  atWork += 1;
  setFlagsFromString(`${FLAG}=${PERCENT}`);
  try {
    return await work();
  } finally {
    atWork -= 1;
    if (atWork === 0) setFlagsFromString(`${FLAG}=${USUAL}`);
  }
}
