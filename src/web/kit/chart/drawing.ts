/** A drawing that was made on the server: nothing but paths and texts, with classes for colours. */
export interface Path {
  d: string;
  class: string;
  transform?: string;
  width?: string;
  dash?: string;
}
export interface Label {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  class: string;
  text: string;
}
export interface Drawing {
  width: number;
  height: number;
  paths: Path[];
  labels: Label[];
}
