import { totalmem } from 'node:os';

const MB = 1024 ** 2;
const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
const mb = (bytes: number): string => `${Math.floor(bytes / MB)}MB`;

/** What this process may use: of the machine, or of the container around it. */
export function usableMemory(): number {
  // 0, or more than there is, where no limit is set
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * How much memory the bundled database takes, by what the machine has: a small PC shares it with a browser, a server has it for this.
 * @param bytes memory of the machine
 */
export function memorySettings(bytes: number): Record<string, string> {
  return {
    // what does not fit in here the system keeps: a page that is read from there costs a thousandth of a millisecond
    shared_buffers: mb(
      bytes < 3 * 1024 * MB ? clamp(bytes / 16, 32 * MB, 128 * MB) : clamp(bytes / 128, 128 * MB, 512 * MB),
    ),
    effective_cache_size: mb(clamp(bytes / 2, 128 * MB, 64 * 1024 * MB)),
    work_mem: mb(clamp(bytes / 1024, 4 * MB, 32 * MB)),
    maintenance_work_mem: mb(clamp(bytes / 64, 32 * MB, 512 * MB)),
  };
}

/** Statements that take longer are written into postgres.log, without their values, which may be about people. */
export const SLOW_STATEMENT: Record<string, string> = {
  log_min_duration_statement: '1000',
  log_parameter_max_length: '0',
  log_line_prefix: '%m ',
};
