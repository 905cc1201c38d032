/** Values that a message may mention and that a machine may read in `params` of the problem document. */
export type ErrorParams = Record<string, string | number | boolean | null>;

/**
 * An expected refusal, with a code that never changes. Anything else that is thrown is a bug: logged, answered with 500.
 * The sentence for people is looked up by code (message `error_` + code with dots as underscores).
 */
export class AppError extends Error {
  readonly code: string;
  /** HTTP status that fits, 400-499 or 503. */
  readonly status: number;
  readonly params: ErrorParams;
  /** Which input fields the refusal is about: name → code of the reason. */
  readonly fields: Record<string, string>;

  constructor(code: string, status: number, params: ErrorParams = {}, fields: Record<string, string> = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.params = params;
    this.fields = fields;
  }
}

const declared = new Map<string, number>();

/**
 * Declares the error codes of a module; each name becomes a function that makes the error.
 * `defineErrors('circulation', { memberBlocked: 409 }).memberBlocked({ until })` has the code `circulation.member_blocked`.
 */
export function defineErrors<const T extends Record<string, number>>(
  module: string,
  statuses: T,
): { [K in keyof T]: (params?: ErrorParams, fields?: Record<string, string>) => AppError } {
  const make = Object.entries(statuses).map(([name, status]) => {
    const code = `${module}.${name.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())}`;
    declared.set(code, status);
    return [
      name,
      (params?: ErrorParams, fields?: Record<string, string>) => new AppError(code, status, params, fields),
    ];
  });
  return Object.fromEntries(make) as {
    [K in keyof T]: (params?: ErrorParams, fields?: Record<string, string>) => AppError;
  };
}

/** Every code declared by the modules loaded so far, with its HTTP status. */
export const declaredErrors = (): ReadonlyMap<string, number> => declared;

export const platformErrors = defineErrors('platform', {
  notFound: 404,
  forbidden: 403,
  signInNeeded: 401,
  invalidInput: 422,
  alreadyDone: 409,
  keyReused: 422,
  clash: 409,
  otherLibrary: 409,
  libraryLeft: 409,
  versionConflict: 412,
  versionMissing: 428,
  tooManyRequests: 429,
  notReady: 503,
  databaseGone: 503,
  diskFull: 503,
  busy: 503,
  crowded: 503,
  internal: 500,
  notAcceptableFile: 415,
  tooLarge: 413,
  pdfUnavailable: 503,
});
