import { parseIso2709, readNumber, RECORD_TERMINATOR } from './iso2709-parse.ts';
import { problem, type MarcProblem } from '../problems.ts';
import type { MarcReadResult } from '../read-result.ts';

export interface ReadIso2709Options {
  /** Bytes after which a record without a terminator is given up. Default 1 MiB (the format itself ends at 99,999). */
  maxRecordBytes?: number;
}

const LEADER_LENGTH = 24;
const UTF8_BOM = [0xef, 0xbb, 0xbf];

/** Bytes that may lie between records without being worth a word: blanks, line ends, NUL, ^Z. */
const isFiller = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x00 || byte === 0x1a;

/** Positions 05-06, 12-16 and 20-21 ("45") of a leader; a directory, which is digits only, never looks like this. */
const isLeaderTail = (bytes: Uint8Array, at: number): boolean => {
  const status = bytes[at + 5] ?? 0;
  const type = bytes[at + 6] ?? 0;
  return (
    bytes[at + 20] === 0x34 &&
    bytes[at + 21] === 0x35 &&
    type >= 0x61 &&
    type <= 0x7a &&
    status >= 0x20 &&
    status < 0x7f &&
    !(status >= 0x30 && status <= 0x39) &&
    readNumber(bytes, at + 12, 5) >= 0
  );
};

/** Whether a MARC 21 leader seems to begin at `at`: five digits, letters where they belong, the entry map. */
const isPlausibleLeader = (bytes: Uint8Array, at: number): boolean =>
  at + LEADER_LENGTH <= bytes.length && readNumber(bytes, at, 5) >= 0 && isLeaderTail(bytes, at);

const findLeader = (bytes: Uint8Array, from: number, to: number): number => {
  for (let at = from; at + LEADER_LENGTH <= to; at += 1) if (isPlausibleLeader(bytes, at)) return at;
  return -1;
};

/** How many bytes of a record that was given up can be dropped, and whether its end was among them. */
const resumeAt = (bytes: Uint8Array, ended: boolean): { size: number; resumed: boolean } => {
  const terminator = bytes.indexOf(RECORD_TERMINATOR);
  const leader = findLeader(bytes, 0, terminator === -1 ? bytes.length : terminator);
  if (leader !== -1) return { size: leader, resumed: true };
  if (terminator !== -1) return { size: terminator + 1, resumed: true };
  return { size: ended ? bytes.length : Math.max(0, bytes.length - (LEADER_LENGTH - 1)), resumed: false };
};

/** What the bytes at the front of the buffer are. `size` bytes are consumed. */
type Frame =
  | { kind: 'more' }
  | { kind: 'skip'; size: number; garbage: number }
  | { kind: 'record'; size: number; length: number; warnings: MarcProblem[] }
  | { kind: 'lost'; size: number; error: MarcProblem };

/** Decides on the next frame of `bytes`, which begins where the last one ended. */
const nextFrame = (bytes: Uint8Array, ended: boolean, limit: number): Frame => {
  let filler = 0;
  while (filler < bytes.length && isFiller(bytes[filler] ?? 0)) filler += 1;
  // Five blanks may be a record length that was left blank, and belong to the leader that follows.
  if (filler > 5) return { kind: 'skip', size: filler - 5, garbage: 0 };
  const undecided = filler === 5 ? bytes.length < LEADER_LENGTH : filler === bytes.length;
  if (undecided && !ended) return { kind: 'more' };
  if (filler > 0 && !(filler === 5 && isLeaderTail(bytes, 0))) return { kind: 'skip', size: filler, garbage: 0 };
  if (bytes.length === 0) return { kind: 'more' };

  const stated = readNumber(bytes, 0, 5);
  const terminator = bytes.indexOf(RECORD_TERMINATOR);
  if (terminator !== -1 && terminator + 1 === stated) {
    return { kind: 'record', size: stated, length: terminator, warnings: [] };
  }
  const chunkEnd = terminator === -1 ? bytes.length : terminator;
  // The record ends where its leader says, but its terminator is missing: the next leader follows at once.
  for (const end of [stated, stated - 1]) {
    if (end > LEADER_LENGTH && end < chunkEnd && isPlausibleLeader(bytes, 0) && isPlausibleLeader(bytes, end)) {
      return { kind: 'record', size: end, length: end, warnings: [problem('marc.record_terminator_missing')] };
    }
  }
  if (terminator === -1 && !ended && bytes.length < limit) return { kind: 'more' };

  const startsWithLeader = isPlausibleLeader(bytes, 0);
  const nextLeader = findLeader(bytes, startsWithLeader ? LEADER_LENGTH : 1, chunkEnd);
  if (nextLeader !== -1) {
    return startsWithLeader
      ? { kind: 'lost', size: nextLeader, error: problem('marc.record_truncated', { stated, actual: nextLeader }) }
      : { kind: 'skip', size: nextLeader, garbage: nextLeader };
  }
  if (terminator === -1) {
    if (!ended)
      return {
        kind: 'lost',
        size: bytes.length - (LEADER_LENGTH - 1),
        error: problem('marc.record_too_long', { limit }),
      };
    // The file's very last terminator may be missing.
    if (startsWithLeader && (stated === bytes.length + 1 || stated === bytes.length)) {
      return {
        kind: 'record',
        size: bytes.length,
        length: bytes.length,
        warnings: [problem('marc.record_terminator_missing')],
      };
    }
    return {
      kind: 'lost',
      size: bytes.length,
      error: startsWithLeader
        ? problem('marc.record_truncated', { stated, actual: bytes.length })
        : problem('marc.garbage', { count: bytes.length }),
    };
  }
  const warnings = [problem('marc.record_length_wrong', { stated: Math.max(stated, 0), actual: terminator + 1 })];
  return { kind: 'record', size: terminator + 1, length: terminator, warnings };
};

/**
 * Reads an ISO 2709 file record by record. Memory stays flat: one record and one chunk. A record that cannot be read is
 * reported with its bytes and skipped up to the next record terminator or plausible leader; reading always goes on.
 */
export async function* readIso2709(
  source: AsyncIterable<Uint8Array>,
  options: ReadIso2709Options = {},
): AsyncGenerator<MarcReadResult> {
  const limit = options.maxRecordBytes ?? 1_048_576;
  let buffer: Uint8Array = new Uint8Array(0);
  let offset = 0;
  let index = 0;
  let garbage = 0;
  let overlong = false;

  const drain = function* (ended: boolean): Generator<MarcReadResult> {
    let at = 0;
    for (;;) {
      const rest = buffer.subarray(at);
      if (overlong) {
        // Inside a record that was given up: nothing counts before the next terminator or leader.
        const end = resumeAt(rest, ended);
        overlong = end.resumed ? false : overlong;
        at += end.size;
        offset += end.size;
        if (!end.resumed) break;
        continue;
      }
      const frame = nextFrame(rest, ended, limit);
      if (frame.kind === 'more') break;
      if (frame.kind === 'skip') {
        garbage += frame.garbage;
      } else {
        index += 1;
        const warnings = garbage > 0 ? [problem('marc.bytes_skipped', { count: garbage })] : [];
        garbage = 0;
        if (frame.kind === 'lost') {
          overlong = frame.error.code === 'marc.record_too_long';
          yield { index, offset, warnings, error: frame.error, raw: rest.slice(0, frame.size) };
        } else {
          const parsed = parseIso2709(rest.subarray(0, frame.length));
          if ('error' in parsed) {
            const isRecord = isPlausibleLeader(rest, 0) || frame.warnings.length === 0;
            const error = isRecord ? parsed.error : problem('marc.garbage', { count: frame.size });
            yield { index, offset, warnings: [...warnings, ...frame.warnings], error, raw: rest.slice(0, frame.size) };
          } else {
            const isDamaged = parsed.warnings[0]?.code === 'marc.leader_damaged';
            warnings.push(...(isDamaged ? [] : frame.warnings), ...parsed.warnings);
            yield { index, offset, record: parsed.record, warnings };
          }
        }
      }
      at += frame.size;
      offset += frame.size;
    }
    buffer = buffer.subarray(at);
  };

  let first = true;
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    const joined = new Uint8Array(buffer.length + chunk.length);
    joined.set(buffer);
    joined.set(chunk, buffer.length);
    buffer = joined;
    if (first) {
      if (buffer.length < UTF8_BOM.length) continue;
      first = false;
      if (UTF8_BOM.every((byte, i) => buffer[i] === byte)) {
        buffer = buffer.subarray(UTF8_BOM.length);
        offset = UTF8_BOM.length;
      }
    }
    yield* drain(false);
  }
  yield* drain(true);
}
