import type { Availability } from '#modules/collection/catalog/client';
import { localizeHref } from '#i18n/runtime';

/** A piece of a title; `hit` = it answers the query and is marked. */
export interface TitlePart {
  text: string;
  hit: boolean;
}

/** Where a title can be had, in words. */
export interface AvailabilityView {
  /** The reason behind the words (rules/availability.ts of the catalogue). */
  state: Availability['state'];
  kind: 'on' | 'out' | 'wait' | 'here' | 'off';
  /** `Ada 3 di Perpustakaan Kota` */
  sentence: string;
  /** `Ada`, for walls of covers. */
  short: string;
  callNumber: string | null;
  /** `Juga di Kel. Gedog.`, or when the first copy is back. */
  more: string | null;
  /** Where it is read without a copy. */
  readHref: string | null;
  /** Some copy can come to who reserves it. */
  reservable: boolean;
}

/** A title in a list or on a wall. */
export interface BookView {
  id: number;
  title: string;
  parts: TitlePart[];
  /** Main author as people say the name. */
  author: string | null;
  /** `Ratna Wijayanti · 2024 · Pustaka Kebonrojo` */
  byline: string;
  /** Address of a photograph of its cover. */
  photo: string | null;
  availability: AvailabilityView;
}

/** One facet with its values, ready to be shown. */
export interface FacetView {
  /** Name of the parameter. */
  param: string;
  title: string;
  values: { value: string; label: string; count: number; selected: boolean }[];
}

/** The page that saves a title to a list, and leads back; it asks who is not signed in to sign in first. */
export const saveHref = (bibId: number, back: string): string =>
  localizeHref(`/katalog/${bibId}/simpan?lanjut=${encodeURIComponent(back)}`);
