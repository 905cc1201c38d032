import type { ApiModule } from '#platform/http';

/** The routes of every module, in the order of the documentation. */
export const apiModules: readonly ApiModule[] = [];
