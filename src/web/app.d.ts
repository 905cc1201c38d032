import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import type { Elsewhere, Work } from '#web/kit/frame/staff/working-library.server.ts';

declare global {
  namespace App {
    interface Locals {
      services: Services;
      /** Who asks, in which language, at which library. */
      ctx: Ctx;
      /** The same, for the frame around a page: it is there where the page itself is refused too. */
      frame: Ctx;
      /** Where whoever asks works; null for who is no staff, or serves nowhere. */
      work: Work | null;
      /** The library of the page from which the form was sent, where it says one at which its sender serves. */
      sentFrom?: number;
      /** The library that the title of the window names at its end; left out where none rules the page. */
      windowAt?: string;
      /** Set where a form came from a page of another library than the chosen one, and nobody was asked yet. */
      elsewhere?: Elsewhere;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}
export {};
