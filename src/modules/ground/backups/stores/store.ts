import type { Services } from '#platform/services';

/** A file as it lies here, and what it must be when it has arrived. */
export interface SentFile {
  path: string;
  /** Of letters, digits, dots and hyphens. */
  name: string;
  sizeBytes: number;
  sha256: string;
}

/** A file as it lies there. */
export interface LyingFile {
  name: string;
  sizeBytes: number;
}

/** What whoever sends is told and may tell. */
export interface Sending {
  signal: AbortSignal;
  /** How many of how many bytes have arrived. */
  progress: (bytes: number, of: number) => void;
}

/** A place elsewhere that takes files. Every method throws `backups.store_*` for what a person has to mend. */
export interface Store {
  put(file: SentFile, sending: Sending): Promise<void>;
  /** Bytes of a file that lies there; null = it does not. */
  sizeOf(name: string, signal: AbortSignal): Promise<number | null>;
  remove(name: string, signal: AbortSignal): Promise<void>;
  /** Files that lie there, in no order that holds. */
  list(signal: AbortSignal): Promise<LyingFile[]>;
  /** Brings a file here, or the rest of one that was begun at this path. */
  fetch(name: string, path: string, signal: AbortSignal): Promise<void>;
}

/** Where a store is, and what opens it. */
export interface StoreAddress {
  kind: 's3' | 'rsync';
  address: string;
  bucket: string;
  folder: string;
  region: string;
  accessKey: string;
  /** In clear; '' = none. */
  secret: string;
}

/** What they stand on. */
export type Machine = Pick<Services, 'clock' | 'config'>;
