import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';

declare global {
  namespace App {
    interface Locals {
      services: Services;
      /** Who asks, in which language, at which library. */
      ctx: Ctx;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}
export {};
