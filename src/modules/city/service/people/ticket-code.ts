import { createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '#platform/rights/secrets';
import { codeOf, typedCode } from '../rules/secret-code.ts';

/** What the database knows of a code. */
export const codeHash = (code: string): Buffer =>
  createHash('sha256')
    .update(`lumbung-ticket ${typedCode(code)}`)
    .digest();

/** The code of a form: the same form sent twice has the same one, and whoever reads the database cannot make it of anything there. */
export const codeOfForm = (secrets: Secrets, token: string): string => codeOf(secrets.mac('ticket-code', token));

/** A code that belongs to no form: of what staff wrote down or made of a part. */
export const freshCode = (): string => codeOf(randomBytes(32));
