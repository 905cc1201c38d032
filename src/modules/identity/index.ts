export { hashSecret, hashToken, newToken, verifySecret } from './secrets.ts';
export { resolveActor, type Credentials, type ResolvedActor } from './resolve-actor.ts';
