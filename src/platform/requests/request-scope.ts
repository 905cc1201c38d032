import { AsyncLocalStorage } from 'node:async_hooks';
import type { Ctx } from '../context.ts';
import { notingRights } from '../rights/rights-used.ts';

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

/** Runs the handling of a request so that {@link requestScope} finds it, and by which rights it reads. */
export const withinRequest = <T>(scope: RequestScope, handle: () => T): T =>
  scopes.run(scope, () => notingRights([], handle));

/** Runs something as if no request waited for it: what the worker does, in tests that have none. */
export const outsideRequest = <T>(run: () => T): T => scopes.exit(run);

/** Throws where somebody waits for an answer of this process: what calls it computes for so long that only the worker may do it. */
export function onlyInWorker(what: string): void {
  if (requestScope())
    throw new Error(`${what} keeps everybody else waiting: ask the worker for it (src/platform/background/heavy.ts)`);
}

/** The request being served; undefined in jobs, commands and tests of use cases. */
export const requestScope = (): RequestScope | undefined => scopes.getStore();
