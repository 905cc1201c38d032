/** Where somebody works, as the rail names it. */
export interface WorkView {
  id: number;
  name: string;
  /** Where else they serve: the first ones, itself among them where it is one of those. */
  libraries: readonly { id: number; name: string }[];
  /** How many there are in all. */
  all: number;
}
