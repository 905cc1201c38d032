import { randomBytes } from 'node:crypto';

/** The address of a shared list: 128 bits of chance. */
export const newShareToken = (): string => randomBytes(16).toString('base64url');
