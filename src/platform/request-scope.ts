import { AsyncLocalStorage } from 'node:async_hooks';
import type { Ctx } from './context.ts';

/**
 * The request that the running code serves. Only work that leaves the process looks at it (who asks, and whether the answer is a page
 * to wait at): everything else is given a `ctx`.
 */
export interface RequestScope {
  readonly ctx: Ctx;
  /** Heavy work of this request that is not done yet: the answer leads to its page. */
  pending: string | null;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs the handling of a request so that {@link requestScope} finds it. */
export const withinRequest = <T>(scope: RequestScope, handle: () => T): T => scopes.run(scope, handle);

/** The request being served; undefined in jobs, commands and tests of use cases. */
export const requestScope = (): RequestScope | undefined => scopes.getStore();
