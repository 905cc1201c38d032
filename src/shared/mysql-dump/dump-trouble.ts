export type DumpTroubleCode =
  'cut' | 'too_long' | 'not_a_dump' | 'utf16' | 'charset' | 'value' | 'row_width' | 'columns_unknown' | 'databases';

/** Why a dump cannot be read on. Whoever reads says it in a sentence; nothing of the dump's values stands in it. */
export class DumpTrouble extends Error {
  readonly code: DumpTroubleCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: DumpTroubleCode, params: Readonly<Record<string, string | number>> = {}) {
    super(`dump: ${code}`);
    this.code = code;
    this.params = params;
  }
}
