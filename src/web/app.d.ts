import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';

declare global {
  namespace App {
    interface Locals {
      services: Services;
      /** Who asks, in which language, at which library. */
      ctx: Ctx;
      /** The same, for the frame around a page: it is there where the page itself is refused too. */
      frame: Ctx;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}
export {};
